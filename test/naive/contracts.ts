import type { Fraction } from '../properties/fraction.ts';
import type { Book } from './book.ts';
import { exact, type Row } from './rows.ts';
import { measuresOn } from './valuation.ts';

const amount = (value: Fraction | null): string | null => (value === null ? null : exact(value));

/** Every contract's measures on `as_of`; all 0 when it is not active. */
export const contractRows = (book: Book): readonly Row[] =>
  book.contracts.map((contract) => {
    const measures = measuresOn(contract, book.asOf, book.policy);
    const of = (value: Fraction | null | undefined): string | null => (value === undefined ? '0' : amount(value));
    return {
      contract_id: contract.id,
      active: measures !== null,
      creation_missing: contract.dated.every(({ event }) => event.type !== 'created'),
      arr: of(measures?.arr),
      gross_arr: of(measures?.grossArr),
      acv: of(measures?.acv),
      contracted_acv: of(measures?.contractedAcv),
      contract_value: of(measures?.contractValue),
      one_time: of(measures?.oneTime),
      tcv: of(measures?.tcv),
      expected_usage: of(measures?.expectedUsage),
    };
  });
