import type { Snapshot } from '@app/wire/answers';
import { type Formats, signalText } from '@app/wording';

type Props = Readonly<{ snapshot: Snapshot; formats: Formats }>;

/** What a reader has to know to trust the figures, and by what they can be found again. */
export const Footnotes = ({ snapshot, formats }: Props) => (
  <footer>
    {snapshot.signals.length > 0 && (
      <ul>
        {snapshot.signals.map((signal) => (
          <li key={signal.code}>{signalText(signal, formats)}</li>
        ))}
      </ul>
    )}
    {snapshot.missing_fx.length > 0 && (
      <p>{`Left out for want of an exchange rate: contracts in ${snapshot.missing_fx.join(', ')}.`}</p>
    )}
    <p class="quiet">
      ACV per customer is ARR ÷ active customers. Amounts are rounded here; snapshot {snapshot.snapshot_id} has every
      digit (as of {snapshot.as_of}, emitted {snapshot.emitted_at}, policy {snapshot.policy_id.slice(0, 12)},
      calculation {snapshot.calc_version}).
    </p>
  </footer>
);
