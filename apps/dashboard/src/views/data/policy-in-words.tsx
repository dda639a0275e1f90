import { momentText } from '@app/wording';
import { useAnswer } from '../../data/use-answer.ts';
import { Shown } from '../../page/shown.tsx';
import { policyWords } from './policy-words.ts';

/** The rules by which every contract is valued. */
export const PolicyInWords = () => {
  const answer = useAnswer('policy', {});
  return (
    <section>
      <h2>The rules behind the figures</h2>
      <Shown asked={answer} waiting="Reading the policy…">
        {({ policy, policy_id: id, since }) => (
          <>
            <ul class="rules">
              {policyWords(policy).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <p class="quiet identifier">
              Policy <code>{id}</code>
              {since !== null && `, in force since ${momentText(new Date(since))}`}.
            </p>
          </>
        )}
      </Shown>
    </section>
  );
};
