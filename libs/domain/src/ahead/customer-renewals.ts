import type { CivilDate } from '../calendar/civil-date.ts';
import type { CustomerRuns, Outlook } from './customer-runs.ts';
import { dueContracts } from './due-contracts.ts';
import { type DueSums, dueSums } from './due-sums.ts';
import { segmentsThroughout } from './segments-throughout.ts';

/**
 * A customer's terms that were due in a month that is over, and its segments seen from the day before the month
 * (definitions, section 11); null if none was due.
 */
export const customerRenewals = (
  customer: CustomerRuns,
  at: Outlook,
  until: CivilDate,
): Readonly<{ segments: readonly string[]; due: DueSums }> | null => {
  const due = dueContracts(customer, at, until);
  const segments = due.length === 0 ? null : segmentsThroughout(customer, at);
  return segments === null ? null : { segments, due: dueSums(due) };
};
