import type { CivilDate } from '@app/domain';
import { type ContractOnDay, type MeasureFields, NO_MEASURE_FIELDS } from '@app/processing';
import type { Querying } from '../database/database.ts';

/** Number of contracts read at once, which bounds the memory of a report. */
const PAGE = 5000;

/** A page of contracts behind an id, each with its span of a day, in the order of their ids; by both primary keys. */
const CONTRACTS_ON_DAY = `
SELECT page.contract_id, page.creations <> '[]' AS has_creation, span.arr::text, span.gross_arr::text, span.acv::text,
  span.contracted_acv::text, span.contract_value::text, span.one_time::text, span.expected_usage::text,
  (span.contract_value + span.one_time)::text AS tcv
FROM (
  SELECT contract_id, creations FROM contract WHERE contract_id > $1 ORDER BY contract_id LIMIT $3
) AS page
LEFT JOIN contract_span AS span
  ON span.contract_id = page.contract_id AND span.valid_from <= $2 AND span.valid_to > $2
ORDER BY page.contract_id`;

type ContractRow = { [K in keyof MeasureFields]: string | null } & Readonly<{
  contract_id: string;
  has_creation: boolean;
}>;

const trimmed = (amount: string): string =>
  amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount;

const contractOnDay = ({ contract_id, has_creation, ...row }: ContractRow): ContractOnDay => {
  const { arr, gross_arr, acv, contracted_acv, contract_value, one_time, expected_usage, tcv } = row;
  const amount = (value: string | null): string => trimmed(value ?? '0');
  const nullable = (value: string | null): string | null => (value === null ? null : trimmed(value));
  const measures =
    arr === null
      ? NO_MEASURE_FIELDS
      : {
          arr: amount(arr),
          gross_arr: amount(gross_arr),
          acv: amount(acv),
          contracted_acv: amount(contracted_acv),
          contract_value: nullable(contract_value),
          one_time: amount(one_time),
          tcv: nullable(tcv),
          expected_usage: amount(expected_usage),
        };
  return { contractId: contract_id, active: arr !== null, hasCreation: has_creation, measures };
};

/** Every contract with its measures on a day, in the order of their ids, some at a time. */
export async function* contractsOnDay(store: Querying, day: CivilDate): AsyncGenerator<readonly ContractOnDay[]> {
  for (let behind: string | null = ''; behind !== null;) {
    const rows: ContractRow[] = await store.query<ContractRow>(CONTRACTS_ON_DAY, [behind, day, PAGE]);
    yield rows.map(contractOnDay);
    behind = rows.length < PAGE ? null : (rows.at(-1)?.contract_id ?? null);
  }
}
