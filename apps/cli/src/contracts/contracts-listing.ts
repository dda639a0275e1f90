import { plain } from '@app/domain';
import type { Counting, ListedContract, ListOnDay } from '@app/processing';
import type { Column, Listing } from '../list/listing.ts';
import { WAY_OUT } from '../missing-rates-text.ts';
import { readable, shortened, wrapped } from '../readable.ts';

const NOT_COUNTED: Readonly<Record<Exclude<Counting, 'counts'>, string>> = { replaced: 'replaced', no_rate: 'no rate' };

const arrText = ({ counting, reportingArr }: ListedContract): string =>
  counting === 'counts' ? readable(reportingArr === null ? null : plain(reportingArr), 2) : NOT_COUNTED[counting];

const columns = (reportingCurrency: string): readonly Column<ListedContract>[] => [
  {
    name: 'contract_id',
    value: ({ contractId }) => contractId,
    table: { title: 'contract', cell: ({ contractId }) => shortened(contractId, 23) },
  },
  {
    name: 'customer_id',
    value: ({ customerId }) => customerId,
    table: { title: 'customer', cell: ({ customerId }) => shortened(customerId, 20) },
  },
  {
    name: 'currency',
    value: ({ currency }) => currency,
    table: { title: 'cur-\nrency', cell: ({ currency }) => currency },
  },
  { name: 'arr', value: ({ arr }) => arr },
  { name: 'acv', value: ({ measures }) => measures.acv },
  { name: 'reporting_currency', value: () => reportingCurrency },
  {
    name: 'reporting_arr',
    value: ({ reportingArr }) => reportingArr,
    table: { title: `ARR in ${reportingCurrency}`, cell: arrText },
  },
  { name: 'counting', value: ({ counting }) => counting },
  { name: 'term_start', value: ({ inForce }) => inForce.start },
  {
    name: 'term_end',
    value: ({ inForce }) => inForce.end,
    table: { title: 'term ends', cell: ({ inForce }) => inForce.end ?? 'open' },
  },
  { name: 'auto_renew', value: ({ term }) => term.autoRenew },
  { name: 'attributes', value: ({ attributes }) => attributes },
];

/** Says why a contract has no ARR in the reporting currency, where one has none. */
const notes = (rows: readonly ListedContract[]): readonly string[] => [
  ...(rows.some(({ counting }) => counting === 'replaced')
    ? [wrapped('replaced: another active contract renews it, so only that one counts.')]
    : []),
  ...(rows.some(({ counting }) => counting === 'no_rate')
    ? [wrapped(`no rate: left out of every figure, because its currency has no exchange rate. ${WAY_OUT}`)]
    : []),
];

export const contractsListing = (
  { day, rows }: ListOnDay<ListedContract>,
  reportingCurrency: string,
): Listing<ListedContract> => ({
  title: `Contracts active on ${day}, with their ARR in ${reportingCurrency}. A term ends at the start of the day shown.`,
  above: notes(rows),
  many: 'contracts',
  columns: columns(reportingCurrency),
  rows,
});
