import { type LoadPlan, msOf } from './load-plan.ts';
import { scrambled } from './random.ts';

const BUCKETS = 1 << 20;
const WHOLE = 4_294_967_296;

/** The moment at which a contract is created, in whole seconds. It follows from the contract's number. */
export const createdAt = ({ createdFrom, createdBefore }: LoadPlan, contract: number): number => {
  const [from, before] = [msOf(createdFrom), msOf(createdBefore)];
  const at = from + ((before - from) * scrambled(contract + 0x51ed)) / WHOLE;
  return Math.floor(at / 1000) * 1000;
};

/** The contract of each event, as its index in the plan, in the order in which the events are recorded. */
export type Schedule = Readonly<{
  indexes: Int32Array;
  /** The moment at which the event at a position is recorded. Ask for rising positions only: it keeps a cursor. */
  timeAt: (position: number) => number;
}>;

/** The events of a contract are spread evenly over the days after its creation, and mixed with those of all others. */
const bucketOf = (plan: LoadPlan, index: number, ordinal: number): number => {
  const [first, last] = [msOf(plan.firstDay), msOf(plan.lastDay)];
  const created = Math.max(0, (createdAt(plan, plan.firstContract + index * plan.stride) - first) / (last - first));
  if (ordinal === 0 && !plan.areKnown) return Math.floor(created * BUCKETS);
  const share = scrambled(Math.imul(index, 1009) + ordinal * 7919 + plan.seed) / WHOLE;
  return Math.floor((created + (1 - created) * share) * BUCKETS);
};

/** The number of events of the contract at an index: the same for all contracts, give or take one. */
export const eventsAt = (index: number, count: number, contracts: number): number =>
  Math.floor(count / contracts) + (index < count % contracts ? 1 : 0);

/** Sorts by counting: ten million events take seconds, and little more memory than their indexes. */
export const scheduleOf = (plan: LoadPlan, count: number): Schedule => {
  const ends = new Int32Array(BUCKETS + 1);
  const eachEvent = (visit: (bucket: number, index: number) => void): void => {
    for (let index = 0; index < plan.contracts; index += 1) {
      const events = eventsAt(index, count, plan.contracts);
      for (let ordinal = 0; ordinal < events; ordinal += 1) visit(bucketOf(plan, index, ordinal), index);
    }
  };
  eachEvent((bucket) => (ends[bucket + 1] = (ends[bucket + 1] ?? 0) + 1));
  for (let bucket = 1; bucket <= BUCKETS; bucket += 1) ends[bucket] = (ends[bucket] ?? 0) + (ends[bucket - 1] ?? 0);
  const indexes = new Int32Array(count);
  const bucketEnds = ends.slice(1);
  eachEvent((bucket, index) => {
    const at = ends[bucket] ?? 0;
    indexes[at] = index;
    ends[bucket] = at + 1;
  });
  return { indexes, timeAt: clock(plan, bucketEnds) };
};

const clock = (plan: LoadPlan, ends: Int32Array): ((position: number) => number) => {
  const first = msOf(plan.firstDay);
  const width = (msOf(plan.lastDay) - first) / BUCKETS;
  let bucket = 0;
  return (position) => {
    while ((ends[bucket] ?? Infinity) <= position) bucket += 1;
    const start = bucket === 0 ? 0 : (ends[bucket - 1] ?? 0);
    const share = (position - start) / ((ends[bucket] ?? 0) - start);
    return Math.floor(first + (bucket + share) * width);
  };
};
