import type { NarrativeSentence, Snapshot } from '@app/wire/answers';
import { signalText, unsaid } from '@app/wording';
import { useBook } from '../../book/book.ts';

type SignalsProps = Readonly<{ snapshot: Snapshot; sentences: readonly NarrativeSentence[] }>;

export const Signals = ({ snapshot, sentences }: SignalsProps) => {
  const { formats } = useBook();
  const signals = unsaid(snapshot.signals, sentences);
  if (signals.length === 0) return null;
  return (
    <section aria-label="Signals" class="signals">
      <ul>
        {signals.map((signal, index) => (
          <li key={index}>{signalText(signal, formats)}</li>
        ))}
      </ul>
    </section>
  );
};
