import { Link } from '../../address/link.tsx';
import { go } from '../../address/navigation.ts';
import { useBook } from '../../book/book.ts';
import type { Comparable, TwoDays } from './two-days.ts';

type DayPickerProps = Readonly<{ chosen: TwoDays | null; comparable: Comparable }>;

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** Compares with the period before, the year-ago one, or any two days. */
export const DayPicker = ({ chosen, comparable: { prior, yearAgo } }: DayPickerProps) => {
  const { period } = useBook();
  const current = (kind: TwoDays['kind']): 'page' | undefined => (chosen?.kind === kind ? 'page' : undefined);
  return (
    <div class="form choices">
      <span class="quiet">Compare with</span>
      {prior !== null && (
        <Link to={{ from: undefined, to: undefined }} aria-current={current('prior')}>
          the period before
        </Link>
      )}
      {yearAgo !== null && (
        <Link to={{ from: yearAgo, to: undefined }} aria-current={current('year_ago')}>
          a year ago
        </Link>
      )}
      <label>
        From
        <input
          type="date"
          value={chosen?.from ?? ''}
          onChange={({ currentTarget: { value } }) => isDay(value) && go({ from: value })}
        />
      </label>
      <label>
        To
        <input
          type="date"
          value={chosen?.to ?? period.measured_on}
          onChange={({ currentTarget: { value } }) => isDay(value) && go({ to: value })}
        />
      </label>
    </div>
  );
};
