import { type Decimal, ZERO } from '../money/decimal.ts';
import type { AheadSums } from './ahead-sums.ts';
import type { CustomerRuns, Outlook } from './customer-runs.ts';
import { dueContracts } from './due-contracts.ts';
import { dueSums, NOTHING_DUE } from './due-sums.ts';
import type { MonthAhead } from './months-ahead.ts';
import { segmentsThroughout } from './segments-throughout.ts';
import { signedArrOf } from './signed-arr.ts';

/** A customer's sums in each month ahead, and the segments in which it stays throughout. */
export type CustomerAhead = Readonly<{ segments: readonly string[]; months: readonly AheadSums[] }>;

type Moved = Pick<AheadSums, 'starting' | 'stepUp' | 'stepDown' | 'ending'>;

const NOTHING_MOVED: Moved = { starting: ZERO, stepUp: ZERO, stepDown: ZERO, ending: ZERO };

/** A customer without ARR on both days starts with 0. */
const moved = (opening: Decimal, closing: Decimal): Moved => {
  if (opening.isZero()) return { ...NOTHING_MOVED, starting: closing };
  if (closing.isZero()) return { ...NOTHING_MOVED, ending: opening.negated() };
  const step = closing.minus(opening);
  if (step.isZero()) return NOTHING_MOVED;
  return step.gt(0) ? { ...NOTHING_MOVED, stepUp: step } : { ...NOTHING_MOVED, stepDown: step };
};

/**
 * The ARR that is signed ahead with a customer, seen from the close of `today` (definitions, section 11); null if the
 * customer is never active. Events that take effect later count as they were recorded; nothing is guessed.
 */
export const customerAhead = (
  customer: CustomerRuns,
  at: Outlook,
  months: readonly MonthAhead[],
): CustomerAhead | null => {
  const segments = segmentsThroughout(customer, at);
  if (segments === null) return null;
  const due = dueContracts(customer, at, months.at(-1)?.day ?? at.today);
  const signedOn = signedArrOf(customer, at);
  let opening = signedOn(at.today).arr;
  const sums = months.map(({ from, day }): AheadSums => {
    const { arr, committed, evergreen, renewing } = signedOn(day);
    const before = opening;
    opening = arr;
    const { starting, stepUp, stepDown, ending } = moved(before, arr);
    return {
      logos: arr.isZero() ? 0 : 1,
      committed,
      evergreen,
      renewing,
      opening: before,
      starting,
      stepUp,
      stepDown,
      ending,
      due: due.length === 0 ? NOTHING_DUE : dueSums(due.filter(({ on }) => from < on && on <= day)),
    };
  });
  return { segments, months: sums };
};
