import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

const run = promisify(execFile);

const STARTUP_MS = 90_000;

/** Another program took a port that was free a moment ago. */
export class PortTaken extends Error {}

/** A broker's process, which can be frozen, killed and started again on the same ports and data. */
export type BrokerProcess = Readonly<{
  /** The id of the process; a restart changes it. */
  pid(): number;
  /** Sends a signal, to test faults: SIGSTOP freezes, SIGCONT thaws, SIGKILL kills and waits for the exit. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again; kills it first if it is running. */
  restart(): Promise<void>;
}>;

/** How a broker is started: Kafka's class path, the file of its settings, and its heap as the value of Java's -Xmx. */
export type BrokerLaunch = Readonly<{ classpath: string; properties: string; heap: string }>;

/** Starts a broker on data that are formatted; resolves when it is up. */
export async function startBroker(launch: BrokerLaunch): Promise<BrokerProcess> {
  let broker = await launched(launch);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (broker.exitCode !== null || broker.signalCode !== null) return;
    broker.ref();
    const gone = once(broker, 'exit');
    broker.kill(signal);
    await gone;
  };
  return {
    pid: () => pidOf(broker),
    kill: async (signal) => {
      if (signal === 'SIGKILL' || signal === 'SIGTERM') return end(signal);
      broker.kill(signal);
    },
    restart: async () => {
      await end('SIGKILL');
      broker = await launched(launch);
    },
  };
}

/** Makes the data of a broker. `options` say of which cluster it is. */
export async function format(
  { classpath, properties }: Pick<BrokerLaunch, 'classpath' | 'properties'>,
  clusterId: string,
  options: readonly string[] = [],
): Promise<void> {
  await run('java', ['-cp', classpath, STORAGE_TOOL, 'format', '-t', clusterId, '-c', properties, '-g', ...options]);
}

export async function newClusterId(classpath: string): Promise<string> {
  const { stdout } = await run('java', ['-cp', classpath, STORAGE_TOOL, 'random-uuid']);
  return stdout.trim();
}

const STORAGE_TOOL = 'kafka.tools.StorageTool';

/** Starts the broker and waits until it says that it is up; an error has the end of its output. */
async function launched({ classpath, properties, heap }: BrokerLaunch): Promise<ChildProcess> {
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
