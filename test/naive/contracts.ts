import type { Fraction } from '../properties/fraction.ts';
import type { Book } from './book.ts';
import type { Contract } from './contract.ts';
import { hasTerms, type TermsEvent } from './facts.ts';
import { exact, type Row } from './rows.ts';
import { measuresOn } from './valuation.ts';

const amount = (value: Fraction | null): string | null => (value === null ? null : exact(value));

/** The terms whose customer and currency a contract has: those of its last active days so far, else of its first ones. */
const shownTerms = ({ changeDays, active, dated }: Contract, asOf: string): TermsEvent | null => {
  const last = changeDays.findLast((day) => day <= asOf && active(day) !== null);
  const day = last ?? changeDays.find((each) => each > asOf && active(each) !== null);
  return day === undefined ? (dated.map(({ event }) => event).findLast(hasTerms) ?? null) : active(day);
};

/** Every contract on `as_of`: whose it is, and its measures in both currencies, all 0 when it is not active. */
export const contractRows = (book: Book): readonly Row[] =>
  book.contracts.map((contract) => {
    const measures = measuresOn(contract, book.asOf, book.policy);
    const shown = shownTerms(contract, book.asOf);
    const rate = shown === null ? null : book.rateOn(shown.currency, book.asOf);
    const fields = {
      arr: measures?.arr,
      gross_arr: measures?.grossArr,
      acv: measures?.acv,
      contracted_acv: measures?.contractedAcv,
      contract_value: measures?.contractValue,
      one_time: measures?.oneTime,
      tcv: measures?.tcv,
      expected_usage: measures?.expectedUsage,
    };
    const text = (value: Fraction | null | undefined): string | null => (value === undefined ? '0' : amount(value));
    const reporting = (value: Fraction | null | undefined): string | null =>
      rate === null || value === null ? null : text(value?.times(rate));
    const entries = Object.entries(fields);
    return {
      contract_id: contract.id,
      customer_id: shown === null ? null : book.customerOf(shown),
      currency: shown?.currency ?? null,
      attributes: contract.active(book.asOf)?.attributes ?? {},
      active: measures !== null,
      creation_missing: contract.dated.every(({ event }) => event.type !== 'created'),
      reporting_currency: book.policy.reportingCurrency,
      fx_rate: amount(rate),
      ...Object.fromEntries(entries.map(([name, value]) => [name, text(value)])),
      ...Object.fromEntries(entries.map(([name, value]) => [`reporting_${name}`, reporting(value)])),
    };
  });
