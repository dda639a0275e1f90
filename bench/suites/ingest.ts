import type { Candidate } from '../candidates/candidate.ts';
import { copyCeiling } from '../candidates/copy-ceiling.ts';
import { buildKafkaStreams, kafkaStreams } from '../candidates/kafka-streams.ts';
import { stockNest, tunedNest } from '../candidates/nest.ts';
import { ours, twoOfOurs } from '../candidates/ours.ts';
import { MAIN_LOAD } from '../load/load-plan.ts';
import { perSecond, type Run } from '../measure/run.ts';
import { median } from '../measure/statistics.ts';
import { SMALL_TOPIC } from '../peers/nest/topic.ts';
import { figure } from '../report/figures.ts';
import type { Ratio } from '../report/results.ts';
import { deleteTopics, loadTopic } from '../services/topics.ts';
import { bySize } from '../services/world.ts';
import { runRow } from './run-table.ts';
import type { Suite } from './suite.ts';

/** Our rate divided by that of a peer. */
const rateRatio = (what: string, mine: readonly Run[], peers: readonly Run[], atLeast: number): Ratio => {
  const runs = { ours: mine.map(perSecond), peer: peers.map(perSecond) };
  return { what, value: median(runs.ours) / median(runs.peer), unit: 'times', goal: { atLeast }, runs };
};

/**
 * From Kafka into Postgres, compared with the alternatives. Slow peers get fewer events, because rates are compared.
 */
export const ingest: Suite = async (world) => {
  world.say('building Kafka Streams');
  await buildKafkaStreams();
  const events = bySize(world, { quick: 4_000, usual: 500_000 });
  const few = bySize(world, { quick: 400, usual: 15_000 });
  const rounds = bySize(world, { quick: 1, usual: 3 });
  const large = await loadTopic(world, { ...MAIN_LOAD, events, contracts: events / 10 });
  const small = await loadTopic(world, { ...MAIN_LOAD, events: few, contracts: few / 10 }, SMALL_TOPIC);
  const candidates = [ours, twoOfOurs, kafkaStreams, copyCeiling, stockNest, tunedNest];
  const runs = new Map<Candidate, Run[]>(candidates.map((of) => [of, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [candidate, its] of runs) {
      const isSlow = candidate === stockNest || candidate === tunedNest;
      const run = await candidate.run(world, isSlow ? small : large);
      world.say(`round ${round}: ${candidate.name}: ${figure(perSecond(run))}/s`);
      its.push(run);
    }
  }
  await deleteTopics(world, [large.topic, small.topic]);
  const of = (candidate: Candidate): readonly Run[] => runs.get(candidate) ?? [];
  const against = (what: string, peer: Candidate, goal: number): Ratio => rateRatio(what, of(ours), of(peer), goal);
  return {
    ratios: {
      'ingest.vs_kafka_streams_eos': against('our rate ÷ that of Kafka Streams, exactly once', kafkaStreams, 1),
      'ingest.vs_stock_nest': against('our rate ÷ that of NestJS as documented', stockNest, 50),
      'ingest.vs_tuned_nest': against('our rate ÷ that of NestJS tuned', tunedNest, 15),
      'ingest.vs_copy_ceiling': against('our rate ÷ that of the bare COPY ceiling', copyCeiling, 0.6),
    },
    tables: [
      {
        title:
          'From the start of a process to its last result, with the whole load waiting; `without start`: from its first result on. After every run, the tables or the output topic were compared with the lines of the load.',
        rows: [...runs].map(([candidate, its]) => runRow(candidate.name, its)),
      },
    ],
    runs: Object.fromEntries([...runs].map(([candidate, its]) => [candidate.name, its])),
  };
};
