import type { CivilDate } from '../calendar/civil-date.ts';
import { covers } from '../calendar/span.ts';
import { activeOn } from '../customers/contract-days.ts';
import { isLeftOut } from '../customers/left-out.ts';
import { reportingAmount } from '../customers/reporting-amount.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { type Commitment, commitmentOn, committedUntil } from './commitment.ts';
import type { CustomerRuns, Outlook } from './customer-runs.ts';
import { plusUnlessZero } from './plus-unless-zero.ts';
import type { SignedDays } from './signed-days.ts';

/** A customer's ARR on a day, by commitment and in total. */
export type SignedArr = Readonly<Record<Commitment, Decimal> & { arr: Decimal }>;

type Counted = Readonly<{ run: SignedDays; arr: Decimal; until: CivilDate | null }>;

/** Each span with its ARR in the reporting currency and the end of its commitment, worked out once for all days. */
const countedRuns = ({ runs }: CustomerRuns, { rates, today }: Outlook): readonly Counted[] =>
  runs.flatMap((run) => {
    const rate = rates.get(run.currency);
    return rate === undefined || run.arr.isZero()
      ? []
      : [{ run, arr: reportingAmount(run.arr, rate), until: committedUntil(run.term, today) }];
  });

/**
 * A customer's signed ARR on any day from `today` on, at its rates (definitions, section 11). A report asks for twelve days
 * of a million customers, so the contracts of a day are listed only if one of them renews another.
 */
export const signedArrOf = (customer: CustomerRuns, at: Outlook): ((day: CivilDate) => SignedArr) => {
  const counted = countedRuns(customer, at);
  const hasRenewing = customer.runs.some(({ renews }) => renews.length > 0);
  return (day) => {
    const sums = { committed: ZERO, evergreen: ZERO, renewing: ZERO };
    const active = hasRenewing ? activeOn(customer.runs, day) : [];
    for (const { run, arr, until } of counted) {
      if (covers(run.days, day) && !(hasRenewing && isLeftOut(run, active))) {
        const commitment = commitmentOn(until, day);
        sums[commitment] = plusUnlessZero(sums[commitment], arr);
      }
    }
    return { ...sums, arr: plusUnlessZero(plusUnlessZero(sums.committed, sums.evergreen), sums.renewing) };
  };
};
