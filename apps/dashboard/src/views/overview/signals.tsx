import type { Snapshot } from '@app/wire/answers';
import { signalText } from '@app/wording';
import { useBook } from '../../book/book.ts';

export const Signals = ({ snapshot }: { snapshot: Snapshot }) => {
  const { formats } = useBook();
  if (snapshot.signals.length === 0) return null;
  return (
    <section aria-label="Signals" class="signals">
      <ul>
        {snapshot.signals.map((signal, index) => (
          <li key={index}>{signalText(signal, formats)}</li>
        ))}
      </ul>
    </section>
  );
};
