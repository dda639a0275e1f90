import type { CivilDate } from '@app/domain';
import { type ContractOnDay, measureFields, NO_MEASURE_FIELDS } from '@app/processing';
import { measureTexts } from '../contracts/measure-columns.sql.ts';
import { type MeasureRow, measuresFrom } from '../contracts/stored-span.ts';
import type { Querying } from '../database/database.ts';
import { spansOn } from '../runs/spans-of-runs.sql.ts';

/** Number of contracts read at once, which bounds the memory of a report. */
const PAGE = 5000;

/**
 * A page of contracts after an id, each with its span of a day, in the order of their ids; by both primary keys. A
 * contract that is not active that day is of the customer of its last span before, else of its first one after. A
 * contract without a timeline has no event that counts any more.
 */
const CONTRACTS_ON_DAY = `
SELECT page.contract_id, page.creations <> '[]' AS has_creation, span.attributes, ${measureTexts('span')},
  coalesce(near.customer_id, page.last_owner ->> 0) AS customer_id,
  coalesce(near.currency, page.last_owner ->> 1) AS currency
FROM (
  SELECT contract_id, creations, last_owner FROM contract WHERE contract_id > $1 AND timeline <> '[]' ORDER BY contract_id LIMIT $3
) AS page
LEFT JOIN ${spansOn('$2::date')} AS span ON span.contract_id = page.contract_id
LEFT JOIN LATERAL (
  SELECT customer_id, currency FROM span_run
  WHERE contract_id = page.contract_id
  ORDER BY valid_from > $2, abs(valid_from - $2) LIMIT 1
) AS near ON true
ORDER BY page.contract_id`;

type Measured = MeasureRow | Readonly<Record<keyof MeasureRow, null>>;
type ContractRow = Readonly<{
  contract_id: string;
  has_creation: boolean;
  attributes: Readonly<Record<string, string>> | null;
  customer_id: string | null;
  currency: string | null;
}> &
  Measured;

const isActive = (row: Measured): row is MeasureRow => row.arr !== null;

const contractOnDay = (row: ContractRow): ContractOnDay => ({
  contractId: row.contract_id,
  customerId: row.customer_id,
  currency: row.currency,
  attributes: row.attributes ?? {},
  active: isActive(row),
  hasCreation: row.has_creation,
  measures: isActive(row) ? measureFields(measuresFrom(row)) : NO_MEASURE_FIELDS,
});

/** Every contract with its measures on a day, in the order of their ids, some at a time. */
export async function* contractsOnDay(store: Querying, day: CivilDate): AsyncGenerator<readonly ContractOnDay[]> {
  for (let behind: string | null = ''; behind !== null;) {
    const rows: ContractRow[] = await store.query<ContractRow>(CONTRACTS_ON_DAY, [behind, day, PAGE]);
    yield rows.map(contractOnDay);
    behind = rows.length < PAGE ? null : (rows.at(-1)?.contract_id ?? null);
  }
}
