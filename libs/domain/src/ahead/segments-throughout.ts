import type { CivilDate } from '../calendar/civil-date.ts';
import { activeOn } from '../customers/contract-days.ts';
import { customerArr } from '../customers/customer-arr.ts';
import { customerSegments } from '../customers/customer-segments.ts';
import { firstActiveDay } from '../customers/first-active-day.ts';
import { type ReportingContract, reportingContracts } from '../customers/reporting-contracts.ts';
import type { CustomerRuns, Outlook } from './customer-runs.ts';
import type { SignedDays } from './signed-days.ts';

const contractsOn = (
  { runs }: CustomerRuns,
  day: CivilDate,
  { rates }: Outlook,
): readonly ReportingContract<SignedDays>[] => reportingContracts(activeOn(runs, day), rates);

/** The days after `today` on which the customer can become active, in ascending order. */
const daysAfter = ({ runs }: CustomerRuns, today: CivilDate): readonly CivilDate[] =>
  runs
    .flatMap(({ days: { start, end } }) => (end === null ? [start] : [start, end]))
    .filter((day) => day > today)
    .toSorted();

/**
 * The segments in which a customer stays throughout (definitions, section 11): those of `today` or, if it is not active
 * then, of its first active day after it, at the rates of `today`. Null if it is never active.
 */
export const segmentsThroughout = (customer: CustomerRuns, at: Outlook): readonly string[] | null => {
  const segmentsOn = (day: CivilDate): readonly string[] | null => {
    const contracts = contractsOn(customer, day, at);
    return customerArr(contracts).gt(0)
      ? customerSegments(contracts, customer.firstActiveDay ?? firstActiveDay(customer.runs), at.policy)
      : null;
  };
  const own = segmentsOn(at.today);
  if (own !== null) return own;
  for (const day of daysAfter(customer, at.today)) {
    const later = segmentsOn(day);
    if (later !== null) return later;
  }
  return null;
};
