import { type CivilDate, plain } from '@app/domain';
import type { Counted, CurrencyWorth, OutcomeCounts } from '@app/processing';

const byCode = (counted: readonly Counted<string>[]): Readonly<Record<string, number>> =>
  Object.fromEntries(counted.map(({ code, count }) => [code, count]));

const worthField = ({ currency, contracts, customers, arr, largest }: CurrencyWorth) => ({
  currency,
  contracts,
  customers,
  arr: plain(arr),
  largest: largest.map((contract) => ({ contract_id: contract.contractId, arr: plain(contract.arr) })),
});

/**
 * The report of `acv replay --format` as fields of a log line: what this process made of the payloads since it started,
 * and what the contracts of the store are worth on a day.
 */
export const feedReport = (counts: OutcomeCounts, worth: readonly CurrencyWorth[], day: CivilDate) => ({
  records: counts.payloads,
  taken: counts.taken,
  ignored: byCode(counts.ignored),
  refused: byCode(counts.refused),
  notes: byCode(counts.notes),
  day,
  worth: worth.map(worthField),
});
