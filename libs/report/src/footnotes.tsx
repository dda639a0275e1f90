import { type Formats, signalText, unsaid } from '@app/wording';
import type { ReportContent } from './report-content.ts';

type Props = Pick<ReportContent, 'snapshot' | 'sentences'> & Readonly<{ formats: Formats }>;

/** What a reader has to know to trust the figures, and by what they can be found again. */
export const Footnotes = ({ snapshot, sentences, formats }: Props) => (
  <footer>
    <ul>
      {unsaid(snapshot.signals, sentences).map((signal, index) => (
        <li key={index}>{signalText(signal, formats)}</li>
      ))}
    </ul>
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
