import { type CivilDate, earlier } from '../calendar/civil-date.ts';
import { activeOn, type ContractDays } from './contract-days.ts';
import { countedContracts } from './left-out.ts';

type Days = Pick<ContractDays, 'contractId' | 'arr' | 'renews' | 'days'>;

/**
 * The first day on which any contract of a customer has ARR, in any currency, and is not left out (definitions,
 * section 6); null if there is none. It is the first day of a span, or the day after a span that left a contract out.
 */
export const firstActiveDay = (runs: readonly Days[]): CivilDate | null =>
  runs
    .flatMap(({ days: { start, end } }) => (end === null ? [start] : [start, end]))
    .filter((day) => countedContracts(activeOn(runs, day)).some(({ arr }) => arr.gt(0)))
    .reduce<CivilDate | null>((first, day) => (first === null ? day : earlier(first, day)), null);
