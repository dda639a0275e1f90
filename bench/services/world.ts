import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalBroker } from '../../test/services/broker/local-broker.ts';
import { ratesCsv } from '../load/rates.ts';
import { type DurablePostgres, startDurablePostgres } from './postgres.ts';

/** `quick`: small numbers, to see that it works; `usual`: the sizes of the goals that fit into an hour; `full`: all. */
export type Size = 'quick' | 'usual' | 'full';

/** The services and files that every suite works with. */
export type World = Readonly<{
  brokers: string;
  brokerPid: () => number;
  postgres: DurablePostgres;
  /** For the files of the bench; removed at its end. */
  folder: string;
  ratesFile: string;
  policyFile: string;
  size: Size;
  /** Prints how far the bench is. */
  say: (text: string) => void;
  stop: () => Promise<void>;
}>;

const SMALL_SEGMENTS = {
  'log.segment.bytes': String(256 << 20),
  'log.flush.interval.messages': String(Number.MAX_SAFE_INTEGER),
};

/** Starts the broker and the database server that all candidates share. */
export const openWorld = async (
  size: Size,
  say: (text: string) => void,
  keep: string | null = null,
): Promise<World> => {
  const folder = await mkdtemp(join(tmpdir(), 'acv-bench-files-'));
  const [ratesFile, policyFile] = [join(folder, 'rates.csv'), join(folder, 'policy.json')];
  await writeFile(ratesFile, ratesCsv(2020, 2030));
  await writeFile(policyFile, '{}\n');
  say('starting a broker and a Postgres');
  const [broker, postgres] = await Promise.all([
    startLocalBroker({ heap: '1g', properties: SMALL_SEGMENTS }),
    startDurablePostgres(keep),
  ]);
  return {
    brokers: broker.brokers,
    brokerPid: () => broker.pid(),
    postgres,
    folder,
    ratesFile,
    policyFile,
    size,
    say,
    stop: async () => {
      await Promise.all([broker.stop(), postgres.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export const bySize = <T>({ size }: Pick<World, 'size'>, of: Readonly<{ quick: T; usual: T; full?: T }>): T =>
  size === 'quick' ? of.quick : size === 'full' ? (of.full ?? of.usual) : of.usual;
