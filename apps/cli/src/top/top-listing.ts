import { plain, share as emittedShare } from '@app/domain';
import type { LargestCustomers, MissingRate, RankedCustomer } from '@app/processing';
import type { Column, Listing } from '../list/listing.ts';
import { marked, missingOnDayText } from '../missing-rates-text.ts';
import type { Places } from '../options/digits-option.ts';
import { count, readable, readablePercentage, shortened, wrapped } from '../readable.ts';

type Frame = Readonly<{
  reportingCurrency: string;
  missing: readonly MissingRate[];
  /** The number of customers that the table shows, for the line above it. */
  shown: number;
  places: Places;
}>;

const columns = ({ reportingCurrency, places }: Frame): readonly Column<RankedCustomer>[] => [
  { name: 'rank', value: ({ rank }) => rank },
  {
    name: 'customer_id',
    value: ({ customerId }) => customerId,
    table: { title: 'customer', cell: ({ customerId, missingFx }) => marked(shortened(customerId, 36), missingFx) },
  },
  { name: 'reporting_currency', value: () => reportingCurrency },
  {
    name: 'arr',
    value: ({ arr }) => arr,
    table: { title: `ARR in ${reportingCurrency}`, cell: ({ arr }) => readable(plain(arr), places.average) },
  },
  {
    name: 'arr_share',
    value: ({ share }) => emittedShare(share),
    table: { title: 'share\n%', cell: ({ share }) => readablePercentage(plain(share), places.percentage) },
  },
  {
    name: 'cumulative_arr_share',
    value: ({ cumulativeShare }) => emittedShare(cumulativeShare),
    table: {
      title: 'together\n%',
      cell: ({ cumulativeShare }) => readablePercentage(plain(cumulativeShare), places.percentage),
    },
  },
];

/** How much of the ARR the customers of the table have. */
const headline = ({ rows, arr }: LargestCustomers, { shown, places, reportingCurrency }: Frame): readonly string[] => {
  const last = rows.slice(0, shown).at(-1);
  if (last === undefined) return [];
  const part = readablePercentage(plain(last.cumulativeShare), places.percentage);
  const who = last.rank === 1 ? 'The largest customer has' : `The ${count(last.rank)} largest customers have`;
  return [
    wrapped(
      `${who} ${part}% of the ARR of ${readable(plain(arr), places.average)} ${reportingCurrency} that ${count(rows.length)} have.`,
    ),
  ];
};

export const topListing = (largest: LargestCustomers, frame: Frame): Listing<RankedCustomer> => ({
  title: `Largest customers on ${largest.day}, by ARR in ${frame.reportingCurrency}`,
  above: [...missingOnDayText(largest.missingFx, frame.missing, `on ${largest.day}`), ...headline(largest, frame)],
  many: 'active customers',
  columns: columns(frame),
  rows: largest.rows,
});
