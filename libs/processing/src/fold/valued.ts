import {
  bookingValue,
  type CivilDate,
  type ContractSpan,
  type ContractSpans,
  drawnSpans,
  mergedInto,
  oneTimeCharges,
  type ValuationPolicy,
  valuationOf,
} from '@app/domain';
import type { FoldPace } from './fold-pace.ts';
import type { Folded } from './refold.ts';

/** The policy that contracts are valued by, the day that their spans reach, and the pace of the fold. */
type ValuedBy = Readonly<{ policy: ValuationPolicy; horizon: CivilDate; pace: FoldPace }>;

/** The spans of a timeline, drawn at the pace of a fold; null if they are past the budget. */
const spansAt = async (pace: FoldPace, drawing: ReturnType<typeof drawnSpans>): Promise<ContractSpans | null> => {
  const spans: ContractSpan[] = [];
  for (let drawn = drawing.next(); ; drawn = drawing.next()) {
    if (drawn.done === true) return { spans, knownUntil: drawn.value };
    mergedInto(spans, drawn.value);
    if (!(await pace.goOn())) return null;
  }
};

/** Spans, one-time charges and booking value of the folded timeline, from `since` on; null if past the budget. */
export const valued = async (folded: Folded, { policy, horizon, pace }: ValuedBy) => {
  const { timeline, since, trial } = folded;
  const valuation = valuationOf(timeline, policy, trial);
  const drawn = await spansAt(pace, drawnSpans(timeline, valuation, { since, horizon }));
  return drawn === null
    ? null
    : {
        ...drawn,
        charges: oneTimeCharges(timeline, since),
        booking: bookingValue(timeline, drawn.spans, valuation),
      };
};
