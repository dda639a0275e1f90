import { plain, type Rates } from '@app/domain';
import type { ContractsFiltered, ContractToList, Page, PageAsked, PageKey } from '@app/processing';
import { pageOf } from '@app/processing';
import type { Querying } from '../database/database.ts';
import { rankedOn } from '../snapshots/ranked/ranking-on.ts';
import { contractFrom, type ContractRow } from './contract-row.ts';
import {
  type ArrPlace,
  contractsByArr,
  contractsByCustomer,
  contractsById,
  contractsFound,
  contractsWithoutRate,
  listedSpans,
  Parameters,
  type Search,
} from './contract-pages.sql.ts';
import { contractsByEnd } from './contracts-by-end.sql.ts';
import { rankedByArr, rankedWithoutRate } from './ranked-contracts.sql.ts';

type Asked = Readonly<{ filters: ContractsFiltered; search: Search | null; page: PageAsked }>;

/** Of more contracts than this that a search finds, a page is found soon in the order of the list. */
export const FEW_FOUND = 10_000;

/** By ARR from the ranking, if it is of the day, else from the book. The contracts are the same. */
type AskedByArr = Asked & Readonly<{ isRanked: boolean }>;

/** A row with its place in the list. */
type Placed = Readonly<{ contract: ContractToList; key: PageKey }>;

const paged = (placed: readonly Placed[], limit: number): Page<ContractToList> => {
  const { rows, next } = pageOf(placed, limit, ({ key }) => key);
  return { rows: rows.map(({ contract }) => contract), next };
};

const byId = async ({ query }: Querying, { filters, search, page }: Asked): Promise<Page<ContractToList>> => {
  const parameters = new Parameters(filters.day);
  const where = listedSpans(filters, search, parameters);
  const [after] = page.after ?? [];
  const sql = contractsById(where, after === undefined ? null : parameters.add(after), parameters.add(page.limit + 1));
  const rows = await query<ContractRow>(sql, parameters.values);
  return pageOf(rows.map(contractFrom), page.limit, ({ contractId }) => [contractId]);
};

const byCustomer = async ({ query }: Querying, { filters, search, page }: Asked): Promise<Page<ContractToList>> => {
  const parameters = new Parameters(filters.day);
  const where = listedSpans(filters, search, parameters);
  const [customer, contract] = page.after ?? [];
  const after =
    customer === undefined || contract === undefined
      ? null
      : { customer: parameters.add(customer), contract: parameters.add(contract) };
  const rows = await query<ContractRow>(
    contractsByCustomer(where, after, parameters.add(page.limit + 1)),
    parameters.values,
  );
  return pageOf(rows.map(contractFrom), page.limit, ({ customerId, contractId }) => [customerId, contractId]);
};

const byEnd = async ({ query }: Querying, { filters, search, page }: Asked): Promise<Page<ContractToList>> => {
  const parameters = new Parameters(filters.day);
  const where = listedSpans(filters, search, parameters);
  const [end, contract] = page.after ?? [];
  const after =
    end === undefined || contract === undefined
      ? null
      : { end: parameters.add(end), contract: parameters.add(contract) };
  const sql = contractsByEnd(where, after, parameters.add(page.limit + 1));
  const rows = await query<ContractRow & Readonly<{ place: string }>>(sql, parameters.values);
  return paged(
    rows.map((row) => ({ contract: contractFrom(row), key: [row.place, row.contract_id] })),
    page.limit,
  );
};

/** The place that a key names; `reporting` is empty behind the contracts with a rate. */
const placeOf = ([reporting, currency, arr, contract]: PageKey): ArrPlace | null =>
  reporting === undefined || currency === undefined || arr === undefined || contract === undefined
    ? null
    : { reporting, currency, arr, contract };

const withParameters = (place: ArrPlace, parameters: Parameters): ArrPlace => ({
  reporting: parameters.add(place.reporting),
  currency: parameters.add(place.currency),
  arr: parameters.add(place.arr),
  contract: parameters.add(place.contract),
});

const rated = async (
  { query }: Querying,
  { filters, search, page, isRanked }: AskedByArr,
  after: ArrPlace | null,
): Promise<readonly Placed[]> => {
  const { rates } = filters;
  const parameters = new Parameters(filters.day);
  const where = listedSpans(filters, search, parameters);
  const currencies = parameters.add([...rates.keys()]);
  const statement = isRanked ? rankedByArr : contractsByArr;
  const sql = statement(
    where,
    { currencies, rates: parameters.add([...rates.values()].map(plain)) },
    after === null ? null : withParameters(after, parameters),
    parameters.add(page.limit + 1),
  );
  const rows = await query<ContractRow & Readonly<{ reporting: string }>>(sql, parameters.values);
  return rows.map((row) => ({
    contract: contractFrom(row),
    key: [row.reporting, row.currency, row.arr, row.contract_id],
  }));
};

const withoutRate = async (
  { query }: Querying,
  { filters, search, page, isRanked }: AskedByArr,
  after: Omit<ArrPlace, 'reporting'> | null,
): Promise<readonly Placed[]> => {
  const parameters = new Parameters(filters.day);
  const where = listedSpans(filters, search, parameters);
  const currencies = parameters.add(currenciesOf(filters.rates));
  const place =
    after === null
      ? null
      : {
          currency: parameters.add(after.currency),
          arr: parameters.add(after.arr),
          contract: parameters.add(after.contract),
        };
  const statement = isRanked ? rankedWithoutRate : contractsWithoutRate;
  const sql = statement(where, currencies, place, parameters.add(page.limit + 1));
  const rows = await query<ContractRow>(sql, parameters.values);
  return rows.map((row) => ({ contract: contractFrom(row), key: ['', row.currency, row.arr, row.contract_id] }));
};

const currenciesOf = (rates: Rates): readonly string[] => [...rates.keys()];

const byArr = async (querying: Querying, { filters, search, page }: Asked): Promise<Page<ContractToList>> => {
  const { after, limit } = page;
  // The contracts of one customer, and those that a search has found, are few, and looked up one by one.
  const isFew = filters.customer !== null || (search !== null && 'found' in search);
  const isRanked = !isFew && (await rankedOn(querying, filters.day, filters.rates)).contracts;
  const asked = { filters, search, page, isRanked };
  const place = after === null ? null : placeOf(after);
  const isPastRates = place?.reporting === '';
  const first = isPastRates ? [] : await rated(querying, asked, place);
  if (first.length > limit) return paged(first, limit);
  return paged([...first, ...(await withoutRate(querying, asked, isPastRates ? place : null))], limit);
};

/** The contracts that have the text, if they are few. */
const searched = async ({ query }: Querying, filters: ContractsFiltered, few: number): Promise<Search | null> => {
  if (filters.query === null) return null;
  const text = { text: filters.query };
  // The contracts of one customer are few already.
  if (filters.customer !== null) return text;
  const parameters = new Parameters(filters.day);
  const where = listedSpans(filters, text, parameters);
  const rows = await query<Readonly<{ contract_id: string }>>(
    contractsFound(where, parameters.add(few + 1)),
    parameters.values,
  );
  return rows.length > few ? text : { found: rows.map(({ contract_id }) => contract_id) };
};

/** A page of the contracts that are active on a day. Its cost follows its length where an index has its order. */
export const contractsPage = async (
  querying: Querying,
  filters: ContractsFiltered,
  { few, ...page }: PageAsked & Readonly<{ few: number }>,
): Promise<Page<ContractToList>> => {
  const asked = { filters, search: await searched(querying, filters, few), page };
  switch (filters.order) {
    case 'arr':
      return byArr(querying, asked);
    case 'contract':
      return byId(querying, asked);
    case 'customer':
      return byCustomer(querying, asked);
    case 'end':
      return byEnd(querying, asked);
  }
};
