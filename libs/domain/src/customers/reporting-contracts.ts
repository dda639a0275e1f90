import type { Decimal } from '../money/decimal.ts';
import type { ActiveContract } from './active-contract.ts';
import { countedContracts } from './left-out.ts';
import { type Rates, reportingAmount } from './reporting-amount.ts';

/** A contract that counts for its customer, with its ARR in the reporting currency. */
export type ReportingContract<C> = Readonly<{ contract: C; arr: Decimal }>;

/**
 * The contracts that count for a customer on a day: active, not left out, and in a currency with a rate (definitions,
 * section 6). `contracts` are all its active contracts on that day.
 */
export const reportingContracts = <C extends Pick<ActiveContract, 'contractId' | 'arr' | 'renews' | 'currency'>>(
  contracts: readonly C[],
  rates: Rates,
): readonly ReportingContract<C>[] =>
  countedContracts(contracts).flatMap((contract) => {
    const rate = rates.get(contract.currency);
    return rate === undefined ? [] : [{ contract, arr: reportingAmount(contract.arr, rate) }];
  });
