import { openMonth, startStream, type Stream } from '../candidates/stream.ts';
import { until } from '../measure/run.ts';
import { quantile } from '../measure/statistics.ts';
import { figure } from '../report/figures.ts';
import { histogram, quantilesText } from '../report/histogram.ts';
import type { Ratio } from '../report/results.ts';
import { sendPaced, startProducer } from '../services/paced.ts';
import { bySize, type World } from '../services/world.ts';
import { bookOf, changesIn } from './book.ts';
import { PROBE_SEGMENT, probeArr, probeMessage } from './probe.ts';
import type { Suite } from './suite.ts';

type Fresh = Readonly<{
  contracts: number;
  /** The events per second that were really sent. */
  sentRate: number;
  /** Seconds from the sending of a probe until a snapshot with it was read, after the services have warmed up. */
  seconds: readonly number[];
  /** The same for the probes before, while the services compile their code. */
  warmingUp: readonly number[];
}>;

const RATE = 2_000;
const PROBES_A_SECOND = 20;

/** The seconds from each probe to the first snapshot of its segment that includes it. */
const latencies = ({ reader }: Stream, sentAt: readonly number[]): readonly number[] => {
  const key = openMonth(PROBE_SEGMENT.dimension, PROBE_SEGMENT.segment);
  const read = reader.read.filter((snapshot) => snapshot.key === key);
  return sentAt.flatMap((at, index) => {
    const found = read.find(({ arr }) => arr >= probeArr(index + 1));
    return found === undefined ? [] : [(found.atMs - at) / 1000];
  });
};

const freshnessAt = async (world: World, contracts: number): Promise<Fresh> => {
  const warmUp = bySize(world, { quick: 1, usual: 15 });
  const seconds = warmUp + bySize(world, { quick: 2, usual: 60 });
  const book = await bookOf(world, contracts);
  const store = await world.postgres.create(book.store);
  const stream = await startStream(world, store, changesIn(book, 10, 40));
  const producer = await startProducer(world);
  try {
    const topic = stream.processing.input;
    await producer.send({ topic, messages: [probeMessage(0)] });
    const segment = openMonth(PROBE_SEGMENT.dimension, PROBE_SEGMENT.segment);
    await until('the first probe is seen', () => stream.reader.read.some(({ key }) => key === segment), {
      child: stream.snapshotter,
    });
    world.say(`${figure(contracts)} contracts: ${RATE} events a second for ${seconds} s`);
    const began = performance.now();
    const events = seconds * RATE;
    const distinct = Math.min(contracts, events);
    const sentAt = await sendPaced(producer, topic, {
      plan: { ...changesIn(book, distinct, 41), events },
      ...{ rate: RATE, sendsASecond: PROBES_A_SECOND, seconds, extra: (send) => probeMessage(send + 1) },
    });
    const sentRate = (sentAt.length * RATE) / PROBES_A_SECOND / ((performance.now() - began) / 1000);
    await until('every probe is seen', () => latencies(stream, sentAt).length === sentAt.length, {
      everyMs: 500,
      withinMs: 240_000,
      child: stream.snapshotter,
    });
    const all = latencies(stream, sentAt);
    const first = warmUp * PROBES_A_SECOND;
    const fresh = { contracts, sentRate, seconds: all.slice(first), warmingUp: all.slice(0, first) };
    world.say(`${figure(contracts)} contracts: ${quantilesText(fresh.seconds)}`);
    return fresh;
  } finally {
    await producer.disconnect();
    await stream.stop();
    await store.drop();
  }
};

const ratio = ({ contracts, seconds }: Fresh, atMost: number): Ratio => ({
  what: `from an event to the changed snapshot, p99 at ${figure(contracts)} contracts`,
  value: quantile(seconds, 0.99),
  unit: 's',
  goal: { atMost },
  runs: { seconds },
});

const note = ({ contracts, sentRate, seconds, warmingUp }: Fresh): string =>
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
