import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kafkaClasspath } from './jars.ts';

const run = promisify(execFile);

export type LocalBrokerOptions = Readonly<{
  /** Entries of server.properties that are added to the defaults or replace them. */
  properties?: Readonly<Record<string, string>>;
  /** The broker's heap, as the value of Java's -Xmx. */
  heap?: string;
}>;

export type LocalBroker = Readonly<{
  /** `host:port`; a restart keeps it. */
  brokers: string;
  classpath: string;
  /** The id of the broker's process; a restart changes it. */
  pid(): number;
  /** Sends a signal, to test faults: SIGSTOP freezes, SIGCONT thaws, SIGKILL kills and waits for the exit. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port and data; kills it first if it is running. */
  restart(): Promise<void>;
  /** Kills the broker and removes its data. */
  stop(): Promise<void>;
}>;

const STARTUP_MS = 90_000;
const ATTEMPTS = 4;

class PortTaken extends Error {}

/** Starts a real one-node Kafka broker on loopback, without Docker, with its data in a temporary folder. */
export async function startLocalBroker(options: LocalBrokerOptions = {}): Promise<LocalBroker> {
  const classpath = await kafkaClasspath();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnFreePorts(classpath, options);
    } catch (error) {
      if (!(error instanceof PortTaken) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function startOnFreePorts(classpath: string, options: LocalBrokerOptions): Promise<LocalBroker> {
  const folder = await mkdtemp(join(tmpdir(), 'acv-kafka-'));
  const [port, controllerPort] = await freePorts();
  const properties = join(folder, 'server.properties');
  await writeFile(properties, serverProperties(folder, port, controllerPort, options.properties ?? {}));
  await format(classpath, properties);

  const launch = (): Promise<ChildProcess> => launched(classpath, properties, options.heap ?? '512m');
  let broker = await launch().catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (broker.exitCode !== null || broker.signalCode !== null) return;
    broker.ref();
    const gone = once(broker, 'exit');
    broker.kill(signal);
    await gone;
  };
  return {
    brokers: `127.0.0.1:${port}`,
    classpath,
    pid: () => pidOf(broker),
    kill: async (signal) => {
      if (signal === 'SIGKILL' || signal === 'SIGTERM') return end(signal);
      broker.kill(signal);
    },
    restart: async () => {
      await end('SIGKILL');
      broker = await launch();
    },
    stop: async () => {
      await end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function serverProperties(
  folder: string,
  port: number,
  controllerPort: number,
  more: Readonly<Record<string, string>>,
): string {
  const lines = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '4',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
    'log.dirs': join(folder, 'data'),
    ...more,
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

async function format(classpath: string, properties: string): Promise<void> {
  const tool = ['-cp', classpath, 'kafka.tools.StorageTool'];
  const { stdout } = await run('java', [...tool, 'random-uuid']);
  await run('java', [...tool, 'format', '-t', stdout.trim(), '-c', properties, '--standalone', '-g']);
}

/** Starts the broker and waits until it says that it is up; an error has the end of its output. */
async function launched(classpath: string, properties: string, heap: string): Promise<ChildProcess> {
  const jvm = [
    `-Xmx${heap}`,
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Dorg.slf4j.simpleLogger.logFile=System.out',
  ];
  const broker = spawn('java', [...jvm, '-cp', classpath, 'kafka.Kafka', properties], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithParent(broker);
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed = (printed + chunk.toString()).slice(-20_000);
      if (printed.includes('Kafka Server started')) finish(resolve);
    };
    const fail = (what: string): void =>
      finish(() => reject(new (isPortClash(printed) ? PortTaken : Error)(`The local broker ${what}:\n${printed}`)));
    const timer = setTimeout(() => {
      broker.kill('SIGKILL');
      fail(`did not start within ${STARTUP_MS / 1000} s`);
    }, STARTUP_MS);
    const ended = (): void => fail('ended at startup');
    const finish = (then: () => void): void => {
      clearTimeout(timer);
      broker.off('exit', ended);
      broker.stdout.off('data', read).resume();
      broker.stderr.off('data', read).resume();
      then();
    };
    broker.stdout.on('data', read);
    broker.stderr.on('data', read);
    broker.once('exit', ended);
    broker.once('error', (error) => fail(`cannot be run (${error.message})`));
  });
  unreference(broker);
  return broker;
}

const isPortClash = (printed: string): boolean => /Address already in use|BindException/.test(printed);

/** Kills the broker if the test run ends without stopping it. */
function endWithParent(broker: ChildProcess): void {
  const end = (): void => void broker.kill('SIGKILL');
  process.once('exit', end);
  broker.once('exit', () => process.off('exit', end));
}

/** Lets the process of the tests end although the broker is running. */
function unreference(broker: ChildProcess): void {
  broker.unref();
  for (const stream of [broker.stdout, broker.stderr]) {
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
  }
}

function pidOf(broker: ChildProcess): number {
  if (broker.pid === undefined) throw new Error('The local broker is not running.');
  return broker.pid;
}

/** Two free ports. Both are held at the same time, so that they differ. */
async function freePorts(): Promise<readonly [number, number]> {
  const held = await Promise.all([listening(), listening()]);
  await Promise.all(held.map(({ close }) => close()));
  return [held[0].port, held[1].port];
}

async function listening(): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port on loopback.');
  return {
    port: address.port,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
