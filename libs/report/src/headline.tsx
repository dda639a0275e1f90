import { dayText, type Formats, overviewHeading } from '@app/wording';
import type { ReportContent } from './report-content.ts';

const STATUS: Readonly<Record<ReportContent['snapshot']['status'], string>> = {
  open: 'the period is still open',
  closed: 'the period is closed',
  restated: 'restated after the period was closed',
  withdrawn: 'withdrawn',
};

type Props = Pick<ReportContent, 'snapshot' | 'sentences'> & Readonly<{ formats: Formats; locale: string }>;

/** The finding, and what moved and why in sentences. */
export const Headline = ({ snapshot, sentences, formats, locale }: Props) => (
  <header>
    <h1>{overviewHeading(snapshot, formats)}</h1>
    <p class="quiet">
      Annual contract value of the whole book in {snapshot.reporting_currency}, measured at the close of{' '}
      {dayText(snapshot.measured_on, locale)}; {STATUS[snapshot.status]}, revision {snapshot.revision}.
    </p>
    {sentences.map(({ code, text }) => (
      <p key={code}>{text}</p>
    ))}
  </header>
);
