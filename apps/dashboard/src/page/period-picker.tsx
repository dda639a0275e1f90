import { periodText } from '@app/wording';
import { GRAINS, type Grain } from '../address/address.ts';
import { go } from '../address/navigation.ts';
import type { Book } from '../book/book.ts';

const GRAIN_NAMES: Readonly<Record<Grain, string>> = { month: 'Month', quarter: 'Quarter', year: 'Year' };

/** Moves the shown period by some places, if there is one. The latest period stays out of the address. */
export const movePeriod = ({ periods, index }: Pick<Book, 'periods' | 'index'>, by: number): void => {
  const target = periods[index + by];
  if (target) go({ period: index + by === periods.length - 1 ? undefined : target.period });
};

export const GrainPicker = ({ grain, grains }: { grain: Grain; grains: readonly Grain[] }) => (
  <label class="control">
    <span>By</span>
    <select
      value={grain}
      onChange={({ currentTarget }) => go({ grain: GRAINS.find((one) => one === currentTarget.value) ?? 'month' })}
    >
      {grains.map((one) => (
        <option key={one} value={one}>
          {GRAIN_NAMES[one]}
        </option>
      ))}
    </select>
  </label>
);

export const PeriodPicker = ({ book }: { book: Book }) => {
  const { periods, index } = book;
  return (
    <div class="control stepper">
      <button type="button" aria-label="Earlier period" disabled={index <= 0} onClick={() => movePeriod(book, -1)}>
        ←
      </button>
      <label>
        <span class="unseen">Period</span>
        <select
          value={String(index)}
          onChange={({ currentTarget }) => movePeriod(book, Number(currentTarget.value) - index)}
        >
          {periods.map(({ period }, place) => (
            <option key={period} value={String(place)}>
              {periodText(period)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        aria-label="Later period"
        disabled={index >= periods.length - 1}
        onClick={() => movePeriod(book, 1)}
      >
        →
      </button>
    </div>
  );
};
