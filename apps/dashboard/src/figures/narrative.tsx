import type { NarrativeAnswer } from '@app/wire/answers';
import { useBook } from '../book/book.ts';
import { type Asked, useAnswer } from '../data/use-answer.ts';
import { Shown } from '../page/shown.tsx';

/** The sentences about the shown period. */
export const useNarrative = (): Asked<NarrativeAnswer> => {
  const { period, dimension, segment } = useBook();
  return useAnswer('narrative', { period: period.period, dimension, segment });
};

/** What moved and why, a paragraph for each sentence. */
export const Narrative = ({ asked }: { asked: Asked<NarrativeAnswer> }) => (
  <Shown asked={asked} waiting="Reading what moved…">
    {({ sentences }) => (
      <div class="narrative">
        {sentences.map(({ code, text }) => (
          <p key={code}>{text}</p>
        ))}
      </div>
    )}
  </Shown>
);
