import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOf } from '../../docs/blocks.ts';
import { withAdmin } from '../../services/kafka.ts';
import { root } from './compose.ts';
import type { Stage } from './stage.ts';

const BLOCKS = blocksOf(readFileSync(join(root, 'docs/how-to/subscribe.md'), 'utf8'));
const contentOf = (language: string): readonly string[] =>
  BLOCKS.filter((block) => block.language === language).map(({ content }) => content);

/** The blocks of docs/how-to/subscribe.md, as a reader copies them. */
export const [TABLE_OF_PROGRAM = '', TABLE_OF_ALL_RECORDS = ''] = contentOf('sql');
const [PROGRAM = ''] = contentOf('ts');

/** The program of the page in a folder, as its reader runs it: once at a time. */
export type Subscriber = Readonly<{
  start: () => void;
  kill: () => Promise<void>;
  /** Whether it has read and committed every record that the topic has. */
  hasReadAll: () => Promise<boolean>;
  /** What it has printed. */
  printed: () => string;
  close: () => Promise<void>;
}>;

export const subscriberIn = async (stage: Stage, database: string): Promise<Subscriber> => {
  const { kafka, snapshots: topic } = stage;
  const group = `subscriber-of-${topic}`;
  const folder = await mkdtemp(join(tmpdir(), 'acv-subscriber-'));
  await writeFile(join(folder, 'subscribe.ts'), PROGRAM);
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const ended = { kill: () => Promise.resolve() };
  let running = ended;
  let output = '';

  return {
    start: () => {
      const child = spawn(process.execPath, ['subscribe.ts'], {
        cwd: folder,
        env: {
          ...{ PATH: process.env.PATH, DATABASE_URL: database },
          ...{ KAFKA_BROKERS: kafka.brokers, TOPIC: topic, GROUP: group },
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (output += String(chunk)));
      const exit = once(child, 'exit');
      running = {
        kill: async () => {
          child.kill('SIGKILL');
          await exit;
          running = ended;
        },
      };
    },
    kill: () => running.kill(),
    hasReadAll: () =>
      withAdmin(kafka, async (admin) => {
        const ends = await admin.fetchTopicOffsets(topic);
        const [read] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
        const committed = new Map(read?.partitions.map(({ partition, offset }) => [partition, offset]));
        return ends.every(({ partition, high }) => high === '0' || committed.get(partition) === high);
      }),
    printed: () => output,
    close: async () => {
      await running.kill();
      await rm(folder, { recursive: true });
    },
  };
};
