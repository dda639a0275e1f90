import type { CivilDate } from '../calendar/civil-date.ts';
import type { Decimal } from '../money/decimal.ts';
import type { PeriodRate } from '../rates/exchange-rates.ts';
import { activeOn, type ContractDays } from './contract-days.ts';
import { customerArr } from './customer-arr.ts';
import type { CustomerAmounts } from './customer-movements.ts';
import { handedOverTo } from './handed-over-to.ts';
import { reportingContracts } from './reporting-contracts.ts';
import type { Rates } from './reporting-amount.ts';

/** A span with what a comparison needs of it. */
export type ComparedDays = Pick<ContractDays, 'contractId' | 'customerId' | 'currency' | 'arr' | 'renews' | 'days'>;

/** The two days with their rates. There is no comparison without a prior day: all ARR is then new. */
export type ComparedAt = Readonly<{ now: CivilDate; prior: CivilDate | null; rates: readonly PeriodRate[] }>;

type Counted = Readonly<{ contract: ComparedDays; arr: Decimal }>;

/** The contracts that count for each customer, from all contracts that are active on a day. */
const countedOf = (active: readonly ComparedDays[], rates: Rates): readonly Counted[] =>
  [...Map.groupBy(active, ({ customerId }) => customerId).values()].flatMap((own) => reportingContracts(own, rates));

/** The customer that has a contract of the prior day now, or null if nobody else does. */
const receiverOn = (active: readonly ComparedDays[], rates: Rates): ((contract: ComparedDays) => string | null) => {
  // A contract in a currency without a rate on the measured day is in no comparison.
  const rated = active.filter(({ currency }) => rates.has(currency));
  const byId = new Map(rated.map((contract) => [contract.contractId, contract]));
  const renewing = Map.groupBy(
    active.flatMap((contract) => contract.renews.map((renewed) => ({ contract, renewed }))),
    ({ renewed }) => renewed,
  );
  const customers = new Set(
    countedOf(active, rates).flatMap(({ contract, arr }) => (arr.gt(0) ? contract.customerId : [])),
  );
  return ({ contractId, customerId }) =>
    handedOverTo(customerId, {
      contract: byId.get(contractId) ?? null,
      renewing: (renewing.get(contractId) ?? []).map(({ contract }) => contract),
      rates,
      isActive: (customer) => customers.has(customer),
    });
};

/**
 * A customer in the whole book on the two days of a comparison (definitions, section 7). `spans` are those of the
 * customer and of every customer that can have given contracts to it or received contracts from it.
 */
export const comparedCustomer = (
  { customerId, firstActiveDay }: Readonly<{ customerId: string; firstActiveDay: CivilDate | null }>,
  spans: readonly ComparedDays[],
  { now, prior, rates }: ComparedAt,
): CustomerAmounts => {
  const [nowRates, priorRates] = [
    new Map(rates.map((rate) => [rate.currency, rate.now])),
    new Map(rates.map((rate) => [rate.currency, rate.prior])),
  ];
  const isOwn = (contract: ComparedDays): boolean => contract.customerId === customerId;
  const active = activeOn(spans, now);
  const own = active.filter(isOwn);
  const then = prior === null ? [] : countedOf(activeOn(spans, prior), priorRates);
  const receiverOf = receiverOn(active, nowRates);
  const sumOf = (isMeant: (contract: ComparedDays) => boolean): Decimal =>
    customerArr(then.filter(({ contract }) => isMeant(contract)));
  const arr = customerArr(reportingContracts(own, nowRates));
  return {
    prior: sumOf(isOwn),
    received: sumOf((contract) => receiverOf(contract) === customerId),
    gave: sumOf((contract) => isOwn(contract) && receiverOf(contract) !== null),
    nowAtPrior: customerArr(reportingContracts(own, priorRates)),
    now: arr,
    // The whole book holds every customer with ARR then, and one that had none has nothing that could move.
    wasInSegment: true,
    isInSegment: arr.gt(0),
    wasActiveBefore: prior !== null && firstActiveDay !== null && firstActiveDay <= prior,
  };
};
