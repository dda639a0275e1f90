import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrokerProcess, format, newClusterId, PortTaken, startBroker } from './broker-process.ts';
import { freePorts } from './free-ports.ts';
import { kafkaClasspath } from './jars.ts';
import { type Properties, writeProperties } from './server-properties.ts';

export type LocalBrokerOptions = Readonly<{
  /** Entries of server.properties that are added to the defaults or replace them. */
  properties?: Properties;
  /** The broker's heap, as the value of Java's -Xmx. */
  heap?: string;
}>;

export type LocalBroker = BrokerProcess &
  Readonly<{
    /** `host:port`; a restart keeps it. */
    brokers: string;
    classpath: string;
    /** Kills the broker and removes its data. */
    stop(): Promise<void>;
  }>;

const ATTEMPTS = 4;

/** Starts again on other ports if another program has taken one meanwhile. */
export async function onFreePorts<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof PortTaken) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Starts a real one-node Kafka broker on loopback, without Docker, with its data in a temporary folder. */
export async function startLocalBroker(options: LocalBrokerOptions = {}): Promise<LocalBroker> {
  const classpath = await kafkaClasspath();
  return onFreePorts(() => startAlone(classpath, options));
}

/** Topics of the broker's own have one copy each. */
const alone = (controllerPort: number): Properties => ({
  'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
  'offsets.topic.replication.factor': '1',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
});

async function startAlone(classpath: string, options: LocalBrokerOptions): Promise<LocalBroker> {
  const folder = await mkdtemp(join(tmpdir(), 'acv-kafka-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const [port = 0, controllerPort = 0] = await freePorts(2);
  const place = { folder, port, controllerPort };
  const properties = await writeProperties(place, { ...alone(controllerPort), ...options.properties });
  try {
    await format({ classpath, properties }, await newClusterId(classpath), ['--standalone']);
    const broker = await startBroker({ classpath, properties, heap: options.heap ?? '512m' });
    return {
      ...broker,
      brokers: `127.0.0.1:${port}`,
      classpath,
      stop: async () => {
        await broker.kill('SIGKILL');
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
