import { openMonth, startStream, type Stream } from '../candidates/stream.ts';
import { type Cpu, meter } from '../measure/meter.ts';
import { cpuOf } from '../measure/process.ts';
import { until } from '../measure/run.ts';
import { sendPaced, startProducer } from '../services/paced.ts';
import type { World } from '../services/world.ts';
import { type Book, changesIn } from './book.ts';
import { PROBE_SEGMENT, probeArr, probeMessage } from './probe.ts';

/** So many sends make a second of a flow, each with a probe. */
export const PROBES_A_SECOND = 20;

/** Longer than any flow takes to be read to its end. */
const WITHIN_MS = 300_000;

export type Flow = Readonly<{ rate: number; warmUp: number; seconds: number }>;

export type Fresh = Readonly<{
  /** The events per second that were really sent. */
  sentRate: number;
  /** Seconds from the sending of a probe until a snapshot with it was read, once the warm-up is over. */
  seconds: readonly number[];
  /** The same for the probes of the warm-up. */
  warmingUp: readonly number[];
  /** Processor time of all processes but the bench, from the end of the warm-up to the last probe read. */
  cpu: Cpu;
  /** The events that were sent meanwhile. */
  events: number;
}>;

/** A stream on a copy of a book, which is asked by one probe in each send how old its snapshots are. */
export type Probing = Readonly<{
  flow: (flow: Flow) => Promise<Fresh>;
  stop: () => Promise<void>;
}>;

const PROBE_KEY = openMonth(PROBE_SEGMENT.dimension, PROBE_SEGMENT.segment);

/** The seconds from each probe, of which the first has a number, to the first snapshot of its segment that includes it. */
const latencies = ({ reader }: Stream, first: number, sentAt: readonly number[]): readonly number[] => {
  const read = reader.read.filter(({ key }) => key === PROBE_KEY);
  return sentAt.flatMap((at, index) => {
    const found = read.find(({ arr }) => arr >= probeArr(first + index));
    return found === undefined ? [] : [(found.atMs - at) / 1000];
  });
};

const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Resolves once the first probe has been read. */
export const startProbing = async (world: World, book: Book): Promise<Probing> => {
  const store = await world.postgres.create(book.store);
  const stream = await startStream(world, store, changesIn(book, 10, 40));
  const producer = await startProducer(world);
  const topic = stream.processing.input;
  await producer.send({ topic, messages: [probeMessage(0)] });
  await until('the first probe is seen', () => stream.reader.read.some(({ key }) => key === PROBE_KEY), {
    child: stream.snapshotter,
  });
  const [processor] = stream.processing.children;
  const client = (): number => cpuOf(processor?.pid ?? 0) + cpuOf(stream.snapshotter.pid);
  const started = (): (() => Cpu) => meter({ client, postgresPid: world.postgres.pid, brokerPid: world.brokerPid() });
  let [probes, flows] = [1, 0];

  return {
    flow: async ({ rate, warmUp, seconds }) => {
      const first = probes;
      flows += 1;
      probes += (warmUp + seconds) * PROBES_A_SECOND;
      const events = (warmUp + seconds) * rate;
      const began = performance.now();
      const sending = sendPaced(producer, topic, {
        plan: { ...changesIn(book, Math.min(book.plan.contracts, events), 40 + flows), events },
        ...{ rate, sendsASecond: PROBES_A_SECOND, seconds: warmUp + seconds },
        extra: (send) => probeMessage(first + send),
      });
      await pause(warmUp);
      const spent = started();
      const sentAt = await sending;
      const sentRate = (sentAt.length * rate) / PROBES_A_SECOND / ((performance.now() - began) / 1000);
      await until('every probe is seen', () => latencies(stream, first, sentAt).length === sentAt.length, {
        ...{ everyMs: 500, withinMs: WITHIN_MS, child: stream.snapshotter },
      });
      const cpu = spent();
      const all = latencies(stream, first, sentAt);
      const warm = warmUp * PROBES_A_SECOND;
      return { sentRate, seconds: all.slice(warm), warmingUp: all.slice(0, warm), cpu, events: seconds * rate };
    },
    stop: async () => {
      await producer.disconnect();
      await stream.stop();
      await store.drop();
    },
  };
};
