import { type LoadPlan, msOf } from './load-plan.ts';
import { scrambled } from './random.ts';

const BUCKETS = 1 << 20;
const WHOLE = 4_294_967_296;

/** The moment at which a contract is created: whole seconds, by its number alone. */
export const createdAt = ({ createdFrom, createdBefore }: LoadPlan, contract: number): number => {
  const [from, before] = [msOf(createdFrom), msOf(createdBefore)];
  const at = from + ((before - from) * scrambled(contract + 0x51ed)) / WHOLE;
  return Math.floor(at / 1000) * 1000;
};

/** The contract of each event in the order in which they are recorded, as its place in the plan. */
export type Schedule = Readonly<{
  places: Int32Array;
  /** When the event at a position is recorded; later at each later position. */
  timeAt: (position: number) => number;
}>;

/** Events of a contract are spread evenly over what is left of the days from its creation on, and mixed with all others. */
const bucketOf = (plan: LoadPlan, place: number, ordinal: number): number => {
  const [first, last] = [msOf(plan.firstDay), msOf(plan.lastDay)];
  const created = Math.max(0, (createdAt(plan, plan.firstContract + place * plan.stride) - first) / (last - first));
  if (ordinal === 0 && !plan.areKnown) return Math.floor(created * BUCKETS);
  const share = scrambled(Math.imul(place, 1009) + ordinal * 7919 + plan.seed) / WHOLE;
  return Math.floor((created + (1 - created) * share) * BUCKETS);
};

/** How many events the contract at a place has: as many as any other, or one more. */
export const eventsAt = (place: number, count: number, contracts: number): number =>
  Math.floor(count / contracts) + (place < count % contracts ? 1 : 0);

/** Sorted by counting: ten million of them take seconds, and not much more memory than themselves. */
export const scheduleOf = (plan: LoadPlan, count: number): Schedule => {
  const ends = new Int32Array(BUCKETS + 1);
  const eachEvent = (visit: (bucket: number, place: number) => void): void => {
    for (let place = 0; place < plan.contracts; place += 1) {
      const events = eventsAt(place, count, plan.contracts);
      for (let ordinal = 0; ordinal < events; ordinal += 1) visit(bucketOf(plan, place, ordinal), place);
    }
  };
  eachEvent((bucket) => (ends[bucket + 1] = (ends[bucket + 1] ?? 0) + 1));
  for (let bucket = 1; bucket <= BUCKETS; bucket += 1) ends[bucket] = (ends[bucket] ?? 0) + (ends[bucket - 1] ?? 0);
  const places = new Int32Array(count);
  const bucketEnds = ends.slice(1);
  eachEvent((bucket, place) => {
    const at = ends[bucket] ?? 0;
    places[at] = place;
    ends[bucket] = at + 1;
  });
  return { places, timeAt: clock(plan, bucketEnds) };
};

/** Asked for rising positions only. */
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
