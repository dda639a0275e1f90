import type { DataAnswer, ReportedPeriod } from '@app/wire/answers';
import { counted, dayText, momentText } from '@app/wording';
import { Link } from '../../address/link.tsx';
import { useBook } from '../../book/book.ts';
import { useAnswer } from '../../data/use-answer.ts';

const STATUS_TEXTS: Readonly<Record<ReportedPeriod['status'], string>> = {
  open: 'The period is still open.',
  closed: 'The period is closed.',
  withdrawn: 'The figures of the period were withdrawn.',
  restated: 'The period was restated after it was closed.',
};

const arrivalText = (data: DataAnswer | null): string => {
  if (data === null || data.newest_event === null) return '';
  const behind = data.partitions.reduce((sum, { records_behind: records }) => sum + records, 0);
  const newest = `The newest event is of ${momentText(new Date(data.newest_event.time))}`;
  return behind === 0 ? `${newest}.` : `${newest}; ${counted(behind, 'record')} not read yet.`;
};

/** From which day the figures are, whether they can still change, and what has arrived. */
export const Freshness = () => {
  const { period } = useBook();
  const data = useAnswer('data', {});
  return (
    <p class="quiet freshness">
      Measured at the close of {dayText(period.measured_on)}. {STATUS_TEXTS[period.status]} {arrivalText(data.value)}{' '}
      <Link to={{ view: 'data' }}>Can I trust it?</Link>
    </p>
  );
};
