import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  apiSettings,
  consumerSettings,
  databaseSettings,
  kafkaSettings,
  loadSettings,
  policySettings,
  snapshotSettings,
  topicCreationSettings,
  topicSettings,
  watchSettings,
} from '@app/platform';
import { parse } from 'yaml';
import { processorSettings } from '../../apps/processor/src/processor-settings.ts';
import { producerSettings } from '../../apps/producer/src/producer-settings.ts';
import { snapshotterSettings } from '../../apps/snapshotter/src/snapshotter-settings.ts';
import { webhooksSettings } from '../../apps/webhooks/src/webhooks-settings.ts';
import { composeFaults } from '../compose-faults.ts';

type App = Readonly<{
  ports?: readonly string[];
  command: readonly string[];
  environment: Readonly<Record<string, string>>;
  healthcheck?: Readonly<{ test: readonly string[] }>;
}>;

type Compose = Readonly<{ services: Readonly<Record<string, App>>; 'x-environment': Readonly<Record<string, string>> }>;

const root = join(import.meta.dirname, '..', '..');
const compose: Compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true });
const { 'x-environment': environment, services } = compose;
const apps = Object.entries(services).filter(([name]) => name !== 'kafka' && name !== 'postgres');

const groups = {
  ...producerSettings,
  ...webhooksSettings,
  api: apiSettings,
  consumer: consumerSettings,
  database: databaseSettings,
  kafka: kafkaSettings,
  policy: policySettings,
  snapshots: snapshotSettings,
  topics: topicSettings,
  topicCreation: topicCreationSettings,
  watch: watchSettings(0),
};

describe('docker-compose.yml', () => {
  it('fits the schema of Compose', () => {
    expect(composeFaults(compose)).toBeNull();
    expect(composeFaults({ services: { kafka: { imagee: 'apache/kafka' } } })).not.toBeNull();
  });

  it('gives each of our apps the same environment', () => {
    for (const [, app] of apps) expect(app.environment).toEqual(environment);
  });

  it('sets only variables that an app reads, to valid values', () => {
    const names = Object.values(groups).flatMap(({ settings }) => Object.values(settings).map(({ name }) => name));
    expect(Object.keys(environment).filter((name) => !names.includes(name))).toEqual([]);
    const loaded = loadSettings(groups, environment);
    expect(loaded.isValid ? [] : loaded.faults).toEqual([]);
  });

  it('starts apps and names files that exist', () => {
    expect(apps.map(([name]) => name)).toEqual(['migrate', 'processor', 'snapshotter', 'webhooks', 'api', 'producer']);
    for (const [name, { command }] of apps) {
      expect(command).toEqual([name]);
      expect(existsSync(join(root, 'apps', name === 'migrate' ? 'cli/src/migrate' : name))).toBe(true);
    }
    for (const name of ['EVENTS_FILE', 'FX_RATES_FILE', 'POLICY_FILE']) {
      expect(existsSync(join(root, environment[name] ?? ''))).toBe(true);
    }
  });

  it('asks for readiness at the port of the service, and no two services have the same port', () => {
    const served = { processor: processorSettings, snapshotter: snapshotterSettings, webhooks: webhooksSettings };
    const published = Object.values(services).flatMap(({ ports = [] }) => ports);
    expect(new Set(published).size).toBe(published.length);
    for (const [app, { watch }] of Object.entries(served)) {
      const port = watch.settings.port.default;
      expect(services[app]?.healthcheck?.test.at(-1)).toContain(`fetch('http://127.0.0.1:${port}/health/ready')`);
      expect(services[app]?.ports).toContain(`127.0.0.1:${port}:${port}`);
    }
  });
});
