import type { ReportedPeriod } from '@app/wire/answers';
import { Link } from '../../address/link.tsx';
import { useBook } from '../../book/book.ts';
import { dayText } from '../../format/days.ts';

const STATUS_TEXTS: Readonly<Record<ReportedPeriod['status'], string>> = {
  open: 'The period is still open.',
  closed: 'The period is closed.',
  withdrawn: 'The figures of the period were withdrawn.',
  restated: 'The period was restated after it was closed.',
};

/** From which day the figures are, and whether they can still change. */
export const Freshness = () => {
  const { period } = useBook();
  return (
    <p class="quiet">
      Measured at the close of {dayText(period.measured_on)}. {STATUS_TEXTS[period.status]}{' '}
      <Link to={{ view: 'data' }}>Can I trust it?</Link>
    </p>
  );
};
