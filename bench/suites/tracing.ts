import type { Candidate } from '../candidates/candidate.ts';
import { ours, oursTraced } from '../candidates/ours.ts';
import { MAIN_LOAD } from '../load/load-plan.ts';
import type { Run } from '../measure/run.ts';
import { median } from '../measure/statistics.ts';
import { figure } from '../report/figures.ts';
import { startSpanSink } from '../services/span-sink.ts';
import { deleteTopics, type LoadedTopic, loadTopic } from '../services/topics.ts';
import { bySize, type World } from '../services/world.ts';
import { runRow } from './run-table.ts';
import type { Suite } from './suite.ts';

type Pair = Readonly<{ off: Run; on: Run }>;

/** Microseconds of processor time of the processor alone, because Postgres and the broker make no spans. */
const cpuOfProcess = ({ cpu, events }: Run): number => (cpu.client * 1e6) / events;

/** Every other pair runs in the other order, so that a machine that gets slower favours neither. */
const pairsOf = async (world: World, loaded: LoadedTopic, traced: Candidate): Promise<readonly Pair[]> => {
  const pairs: Pair[] = [];
  for (let round = 1; round <= bySize(world, { quick: 1, usual: 9 }); round += 1) {
    const isOffFirst = round % 2 === 1;
    const first = await (isOffFirst ? ours : traced).run(world, loaded);
    const second = await (isOffFirst ? traced : ours).run(world, loaded);
    const pair = isOffFirst ? { off: first, on: second } : { off: second, on: first };
    world.say(
      `pair ${round}: ${figure(cpuOfProcess(pair.off))} µs without, ${figure(cpuOfProcess(pair.on))} with traces`,
    );
    pairs.push(pair);
  }
  return pairs;
};

/** What traces cost a processor that works through a backlog of events, each with a sampled span. */
export const tracing: Suite = async (world) => {
  const events = bySize(world, { quick: 2_000, usual: 200_000 });
  const loaded = await loadTopic(world, { ...MAIN_LOAD, events, contracts: events / 10, isTraced: true });
  const sink = await startSpanSink();
  try {
    const traced = oursTraced(sink.endpoint);
    const pairs = await pairsOf(world, loaded, traced);
    if (sink.requests() === 0) throw new Error('No span was sent.');
    const [off, on] = [pairs.map((pair) => pair.off), pairs.map((pair) => pair.on)];
    const ratios = pairs.map((pair) => cpuOfProcess(pair.on) / cpuOfProcess(pair.off));
    return {
      ratios: {
        'tracing.cpu_vs_off': {
          ...{ what: 'processor time of an event with traces ÷ without', value: median(ratios), unit: 'times' },
          ...{ goal: { atMost: 1.05 }, runs: { ratio: ratios, off: off.map(cpuOfProcess), on: on.map(cpuOfProcess) } },
        },
      },
      tables: [
        {
          title:
            'A backlog of events that each name a sampled span, by a processor without and with a collector that answers 200, in turn. The ratio is the median of those of the pairs, of the process alone.',
          rows: [runRow(ours.name, off), runRow(traced.name, on)],
        },
      ],
      notes: [
        `The ratios of the pairs: ${ratios
          .toSorted((a, b) => a - b)
          .map(figure)
          .join(', ')}.`,
      ],
      runs: pairs,
    };
  } finally {
    sink.stop();
    await deleteTopics(world, [loaded.topic]);
  }
};
