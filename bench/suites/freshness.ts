import { quantile } from '../measure/statistics.ts';
import { figure } from '../report/figures.ts';
import { histogram, quantilesText } from '../report/histogram.ts';
import type { Ratio } from '../report/results.ts';
import { bySize, type World } from '../services/world.ts';
import { bookOf } from './book.ts';
import { type Fresh, PROBES_A_SECOND, startProbing } from './probing.ts';
import type { Suite } from './suite.ts';

type Measured = Fresh & Readonly<{ contracts: number }>;

const RATE = 2_000;

const freshnessAt = async (world: World, contracts: number): Promise<Measured> => {
  const flow = {
    rate: RATE,
    warmUp: bySize(world, { quick: 1, usual: 15 }),
    seconds: bySize(world, { quick: 2, usual: 60 }),
  };
  const probing = await startProbing(world, await bookOf(world, contracts));
  try {
    world.say(`${figure(contracts)} contracts: ${RATE} events a second for ${flow.warmUp + flow.seconds} s`);
    const fresh = await probing.flow(flow);
    world.say(`${figure(contracts)} contracts: ${quantilesText(fresh.seconds)}`);
    return { contracts, ...fresh };
  } finally {
    await probing.stop();
  }
};

const ratio = ({ contracts, seconds }: Measured, atMost: number): Ratio => ({
  what: `from an event to the changed snapshot, p99 at ${figure(contracts)} contracts`,
  value: quantile(seconds, 0.99),
  unit: 's',
  goal: { atMost },
  runs: { seconds },
});

const note = ({ contracts, sentRate, seconds, warmingUp }: Measured): string =>
  `${figure(contracts)} contracts, ${figure(sentRate)} events/s, ${seconds.length} probes: ${quantilesText(seconds)}. ` +
  `Before them, in the first ${warmingUp.length / PROBES_A_SECOND} s of the load: ${quantilesText(warmingUp)}.\n\n` +
  `\`\`\`\n${histogram(seconds)}\n\`\`\``;

/** The age of the snapshots that a subscriber reads while events come in. */
export const freshness: Suite = async (world) => {
  const small = await freshnessAt(world, bySize(world, { quick: 2_000, usual: 100_000 }));
  // A small run would measure the same twice.
  const large = await bySize(world, {
    quick: () => Promise.resolve(small),
    usual: () => freshnessAt(world, 1_000_000),
  })();
  return {
    ratios: { 'freshness.p99_s_100k': ratio(small, 1.5), 'freshness.p99_s_1m': ratio(large, 3) },
    tables: [
      {
        title: `From just before an event is sent until a subscriber has read the open month's snapshot of its segment that holds it, at ${figure(RATE)} events a second.`,
        rows: [small, large].map(({ contracts, sentRate, seconds }) => ({
          contracts: figure(contracts),
          'events/s': figure(sentRate),
          p50: figure(quantile(seconds, 0.5)),
          p90: figure(quantile(seconds, 0.9)),
          p99: figure(quantile(seconds, 0.99)),
          max: figure(quantile(seconds, 1)),
        })),
      },
    ],
    notes: [small, large].map(note),
    runs: { small, large },
  };
};
