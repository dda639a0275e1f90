import type { CivilDate } from '../calendar/civil-date.ts';
import { activeOn } from '../customers/contract-days.ts';
import { reportingContracts } from '../customers/reporting-contracts.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { type AheadSums, NOTHING_AHEAD } from './ahead-sums.ts';
import { type Commitment, commitmentOn } from './commitment.ts';
import type { CustomerRuns, Outlook } from './customer-runs.ts';
import { dueContracts } from './due-contracts.ts';
import { dueSums } from './due-sums.ts';
import type { MonthAhead } from './months-ahead.ts';
import { plusUnlessZero } from './plus-unless-zero.ts';
import { standingSegments } from './standing-segments.ts';

/** What a customer adds to each month ahead, in the segments in which it stays throughout. */
export type CustomerAhead = Readonly<{ segments: readonly string[]; months: readonly AheadSums[] }>;

/** A customer's ARR on a day by how far it is signed for, and in all. */
type SignedArr = Readonly<Record<Commitment, Decimal> & { arr: Decimal }>;

const NOTHING_SIGNED: SignedArr = { committed: ZERO, evergreen: ZERO, renewing: ZERO, arr: ZERO };

const signedArr = ({ runs }: CustomerRuns, day: CivilDate, { rates, today }: Outlook): SignedArr => {
  let signed = NOTHING_SIGNED;
  for (const { contract, arr } of reportingContracts(activeOn(runs, day), rates)) {
    if (!arr.isZero()) {
      const commitment = commitmentOn(contract.term, day, today);
      signed = {
        ...signed,
        [commitment]: plusUnlessZero(signed[commitment], arr),
        arr: plusUnlessZero(signed.arr, arr),
      };
    }
  }
  return signed;
};

type Moved = Pick<AheadSums, 'starting' | 'stepUp' | 'stepDown' | 'ending'>;

const NOTHING_MOVED: Moved = { starting: ZERO, stepUp: ZERO, stepDown: ZERO, ending: ZERO };

/** One that has none on either day starts with 0. */
const moved = (opening: Decimal, closing: Decimal): Moved => {
  if (opening.isZero()) return { ...NOTHING_MOVED, starting: closing };
  if (closing.isZero()) return { ...NOTHING_MOVED, ending: opening.negated() };
  const step = closing.minus(opening);
  if (step.isZero()) return NOTHING_MOVED;
  return step.gt(0) ? { ...NOTHING_MOVED, stepUp: step } : { ...NOTHING_MOVED, stepDown: step };
};

/**
 * What is signed ahead with a customer, seen from the close of `today` (definitions, section 11); null where nothing is.
 * Events that take effect later count as they stand, and nothing is guessed.
 */
export const customerAhead = (
  customer: CustomerRuns,
  at: Outlook,
  months: readonly MonthAhead[],
): CustomerAhead | null => {
  const segments = standingSegments(customer, at);
  if (segments === null) return null;
  const due = dueContracts(customer, at, months.at(-1)?.day ?? at.today);
  let opening = signedArr(customer, at.today, at).arr;
  const sums = months.map(({ from, day }): AheadSums => {
    const { arr, ...signed } = signedArr(customer, day, at);
    const before = opening;
    opening = arr;
    const dueHere = due.filter(({ on }) => from < on && on <= day);
    return {
      ...NOTHING_AHEAD,
      logos: arr.gt(0) ? 1 : 0,
      ...signed,
      opening: before,
      ...moved(before, arr),
      due: dueSums(dueHere),
    };
  });
  return { segments, months: sums };
};
