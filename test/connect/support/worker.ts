import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../e2e/support/app.ts';
import { root } from '../../e2e/support/compose.ts';
import { freePorts } from '../../services/broker/free-ports.ts';
import { jarFolder } from '../../services/broker/jars.ts';

const CONNECT = join(root, 'deploy', 'connect');

/** The settings of a connector, as they are put to the worker. */
export type ConnectorConfig = Readonly<Record<string, string>>;

/** A worker of Kafka Connect in a process of its own, with the properties and plugins of `deploy/connect`. */
export type Worker = Readonly<{
  /** Creates a connector, or gives it other settings. */
  put(name: string, config: ConnectorConfig): Promise<void>;
  /** The state of the connector and of its tasks, such as `RUNNING`; of a failed one with its error. */
  states(name: string): Promise<readonly string[]>;
  /** Kills the process where it is. */
  kill(): Promise<void>;
  /** Starts it again. Its connectors are in its topics. */
  restart(): Promise<void>;
  /** Kills it and removes its folder. */
  stop(): Promise<void>;
}>;

type Status = Readonly<Record<'connector', TaskStatus>> & Readonly<{ tasks: readonly TaskStatus[] }>;
type TaskStatus = Readonly<{ state: string; trace?: string }>;

/** The plugins of `deploy/connect`, with the versions that their POMs name. */
const PLUGINS = [
  ['jdbc', '3.4.0'],
  ['file', '4.1.1'],
] as const;

/** Only waits are shorter: after a killed member, and until offsets are committed. */
const SHORT_WAITS = {
  'scheduled.rebalance.max.delay.ms': '0',
  'session.timeout.ms': '6000',
  'heartbeat.interval.ms': '1000',
  'consumer.session.timeout.ms': '6000',
  'consumer.heartbeat.interval.ms': '1000',
  'offset.flush.interval.ms': '500',
};

/** A group and topics of its own, because workers of one group share their connectors. */
const ownGroup = (id: string): Readonly<Record<string, string>> => ({
  'group.id': id,
  ...Object.fromEntries(
    ['config', 'offset', 'status'].flatMap((kind) => [
      [`${kind}.storage.topic`, `${id}-${kind}`],
      [`${kind}.storage.replication.factor`, '1'],
    ]),
  ),
});

/** The plugin folder: the jars of each plugin in a folder of their own. */
const pluginFolder = async (folder: string): Promise<string> => {
  const plugins = join(folder, 'plugins');
  for (const [name, version] of PLUGINS) {
    const jars = await jarFolder(`connect-${name}-${version}`, join(CONNECT, 'plugins', name, 'pom.xml'));
    await cp(jars, join(plugins, name), { recursive: true });
  }
  return plugins;
};

const withProperties = (text: string, own: Readonly<Record<string, string>>): string =>
  `${text}\n${Object.entries(own)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;

type Launch = Readonly<{
  classpath: string;
  properties: string;
  log: string;
  environment: Readonly<Record<string, string>>;
}>;

const launched = ({ classpath, properties, log, environment }: Launch): ChildProcess => {
  const jvm = ['-Xmx400m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath];
  const worker = spawn('java', [...jvm, 'org.apache.kafka.connect.cli.ConnectDistributed', properties], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  worker.stderr.pipe(createWriteStream(log, { flags: 'a' }));
  const end = (): void => void worker.kill('SIGKILL');
  process.once('exit', end);
  worker.once('exit', () => process.off('exit', end));
  return worker;
};

/** Starts a worker; resolves when it takes connectors. `environment` holds the secrets that connectors name. */
export const startWorker = async (
  { brokers }: Readonly<{ brokers: string }>,
  environment: Readonly<Record<string, string>>,
): Promise<Worker> => {
  const folder = await mkdtemp(join(tmpdir(), 'acv-connect-'));
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const [properties, log] = [join(folder, 'worker.properties'), join(folder, 'worker.log')];
  const own = {
    ...SHORT_WAITS,
    ...ownGroup(`connect-${randomUUID()}`),
    'bootstrap.servers': brokers,
    'plugin.path': await pluginFolder(folder),
    'config.providers.directory.param.allowed.paths': CONNECT,
    listeners: url,
  };
  await writeFile(properties, withProperties(await readFile(join(CONNECT, 'worker.properties'), 'utf8'), own));
  const jars = await jarFolder('connect-worker-4.2.1', join(CONNECT, 'plugins/worker/pom.xml'));
  const launch = { classpath: join(jars, '*'), properties, log, environment };
  const logged = async (): Promise<string> => (await readFile(log, 'utf8')).slice(-4_000);

  let worker = launched(launch);
  const isUp = async (): Promise<boolean> => {
    if (worker.exitCode !== null) throw new Error(`The worker ended at its start:\n${await logged()}`);
    // It answers when it has joined its group.
    return fetch(`${url}/connectors`).then(
      ({ ok }) => ok,
      () => false,
    );
  };
  const kill = async (): Promise<void> => {
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    const gone = once(worker, 'exit');
    worker.kill('SIGKILL');
    await gone;
  };
  await eventually('a worker of Kafka Connect', isUp, { withinMs: 120_000, everyMs: 200 });
  return {
    put: async (name, config) => {
      const answer = await fetch(`${url}/connectors/${name}/config`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(config),
      });
      if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
    },
    states: async (name) => {
      const answer = await fetch(`${url}/connectors/${name}/status`);
      if (!answer.ok) return [];
      const { connector, tasks }: Status = JSON.parse(await answer.text());
      return [connector, ...tasks].map(({ state, trace }) => (trace === undefined ? state : `${state}: ${trace}`));
    },
    kill,
    restart: async () => {
      await kill();
      worker = launched(launch);
      await eventually('the worker again', isUp, { withinMs: 120_000, everyMs: 200 });
    },
    stop: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
