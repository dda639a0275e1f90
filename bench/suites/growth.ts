import { preload } from '../candidates/preload.ts';
import { type Processing, startProcessors } from '../candidates/processor.ts';
import { monthStart, today } from '../load/days.ts';
import { type LoadPlan, MAIN_LOAD, PLAIN } from '../load/load-plan.ts';
import { type Cpu, cpuSum } from '../measure/meter.ts';
import { median } from '../measure/statistics.ts';
import { figure, withSpread } from '../report/figures.ts';
import type { Ratio, Row } from '../report/results.ts';
import type { Store } from '../services/store.ts';
import { bySize, type World } from '../services/world.ts';
import type { Measured, Suite } from './suite.ts';

/** The processor time of events in one situation, measured several times. */
type Cost = Readonly<{ what: string; events: number; cpu: readonly Cpu[] }>;

const perEvent = ({ events, cpu }: Cost): readonly number[] =>
  cpu.map((spent) => ((cpuSum(spent) - spent.broker) * 1e6) / events);

/** Contracts with `eventsEach` events each, created in one month and amended in the months up to last month. */
const bookPlan = (contracts: number, eventsEach: number): LoadPlan => ({
  ...{ ...MAIN_LOAD, ...PLAIN, contracts, events: contracts * eventsEach },
  ...{ createdFrom: monthStart(-6), createdBefore: monthStart(-5) },
  ...{ firstDay: monthStart(-6), lastDay: monthStart(-1) },
});

/** Amendments of some of the contracts, later than all events of the book. */
const laterPlan = (book: LoadPlan, plan: Pick<LoadPlan, 'events' | 'contracts' | 'stride' | 'seed'>): LoadPlan => ({
  ...{ ...book, ...plan, areKnown: true, firstDay: monthStart(-1), lastDay: today() },
});

type Situation = Readonly<{ what: string; plans: readonly LoadPlan[] }>;

const costIn = async (world: World, store: Store, { what, plans }: Situation): Promise<Cost> => {
  const processing: Processing = await startProcessors(world, store);
  try {
    const cpu: Cpu[] = [];
    for (const plan of plans) cpu.push(await processing.spend(plan));
    const cost = { what, events: plans[0]?.events ?? 0, cpu };
    world.say(`${what}: ${figure(median(perEvent(cost)))} µs an event`);
    return cost;
  } finally {
    await processing.stop();
  }
};

const seeds = (world: World): readonly number[] => bySize(world, { quick: [11], usual: [11, 12, 13] });

/** The same number of events for the same number of contracts, in a small and in a large store. */
const byContracts = async (world: World): Promise<readonly [Cost, Cost]> => {
  const touched = bySize(world, { quick: 100, usual: 20_000 });
  const costWith = async (contracts: number): Promise<Cost> => {
    const store = await world.postgres.create();
    const book = bookPlan(contracts, 1);
    await preload(world, store, book);
    const of = { events: touched * 5, contracts: touched, stride: contracts / touched };
    const plans = seeds(world).map((seed) => laterPlan(book, { ...of, seed }));
    const what = `${figure(plans[0]?.events ?? 0)} events for ${figure(touched)} of ${figure(contracts)} contracts`;
    const cost = await costIn(world, store, { what, plans });
    await store.drop();
    return cost;
  };
  return [await costWith(touched), await costWith(touched * 100)];
};

/** The same number of events for many contracts and for few, into an empty store. */
const byHistory = async (world: World): Promise<readonly [Cost, Cost]> => {
  const events = bySize(world, { quick: 2_000, usual: 200_000 });
  const costWith = async (each: number): Promise<Cost> => {
    const plans = seeds(world).map((seed, at) => ({
      ...{ ...MAIN_LOAD, seed, events, contracts: events / each },
      // Other contracts each time, because the events must be new to them.
      firstContract: at * events,
    }));
    const store = await world.postgres.create();
    const cost = await costIn(world, store, { what: `${figure(events)} events, ${figure(each)} a contract`, plans });
    await store.drop();
    return cost;
  };
  return [await costWith(10), await costWith(1_000)];
};

/** Events in record order, and late ones: recorded before stored events of their contract. */
const byOrder = async (world: World): Promise<readonly [Cost, Cost]> => {
  const contracts = bySize(world, { quick: 200, usual: 20_000 });
  const book = bookPlan(contracts, 5);
  const loaded = await world.postgres.create();
  await preload(world, loaded, book);
  const costOf = async (what: string, days: Pick<LoadPlan, 'firstDay' | 'lastDay'>): Promise<Cost> => {
    const store = await world.postgres.create(loaded);
    const of = { events: contracts * 5, contracts, stride: 1 };
    const plans = seeds(world).map((seed) => ({ ...laterPlan(book, { ...of, seed }), ...days }));
    const cost = await costIn(world, store, { what: `${figure(of.events)} events ${what}`, plans });
    await store.drop();
    return cost;
  };
  const inOrder = await costOf('in order', { firstDay: monthStart(-1), lastDay: today() });
  const late = await costOf('late', { firstDay: monthStart(-5), lastDay: monthStart(-4) });
  await loaded.drop();
  return [inOrder, late];
};

const ratio = (what: string, [less, more]: readonly [Cost, Cost], atMost: number): Ratio => {
  const runs = { [less.what]: perEvent(less), [more.what]: perEvent(more) };
  return { what, value: median(perEvent(more)) / median(perEvent(less)), unit: 'times', goal: { atMost }, runs };
};

const row = (cost: Cost): Row => ({
  situation: cost.what,
  'CPU µs/event': withSpread(perEvent(cost)),
  processor: figure(median(cost.cpu.map(({ client }) => (client * 1e6) / cost.events))),
  Postgres: figure(median(cost.cpu.map(({ postgres }) => (postgres * 1e6) / cost.events))),
});

const measuredOf = (
  contracts: readonly [Cost, Cost],
  history: readonly [Cost, Cost],
  order: readonly [Cost, Cost],
): Measured => ({
  ratios: {
    'growth.contracts_2m_vs_20k': ratio('cost of an event in a store of 100 times the contracts', contracts, 1.25),
    'growth.history_1000_vs_10': ratio('cost of an event where a contract has 1,000 instead of 10', history, 1.3),
    'growth.late_vs_in_order': ratio('cost of a late event against one in order', order, 3),
  },
  tables: [
    {
      title:
        'Processor time of processor and Postgres, until all is folded. The processor is up before the first event is sent.',
      rows: [...contracts, ...history, ...order].map(row),
    },
  ],
  runs: { contracts, history, order },
});

/** Whether an event costs more in a larger store, with a longer history, or out of order. */
export const growth: Suite = async (world) => {
  const history = await byHistory(world);
  const order = await byOrder(world);
  return measuredOf(await byContracts(world), history, order);
};
