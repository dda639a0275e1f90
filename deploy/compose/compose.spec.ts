import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { databaseSettings, loadSettings, type Setting, type SettingsGroups } from '@app/platform';
import { parse } from 'yaml';
import { apiAppSettings } from '../../apps/api/src/api-app-settings.ts';
import { processorSettings } from '../../apps/processor/src/processor-settings.ts';
import { snapshotterSettings } from '../../apps/snapshotter/src/snapshotter-settings.ts';
import { webhooksSettings } from '../../apps/webhooks/src/webhooks-settings.ts';
import { composeFaults } from '../compose-faults.ts';

type Service = Readonly<{
  command: readonly string[];
  environment: Readonly<Record<string, string>>;
  secrets: readonly string[];
  ports?: readonly string[];
  healthcheck?: Readonly<{ test: readonly string[] }>;
  read_only: boolean;
  user: string;
}>;
type Compose = Readonly<{
  services: Readonly<Record<string, Service>>;
  secrets: Readonly<Record<string, Readonly<{ file: string }>>>;
  configs: Readonly<Record<string, Readonly<{ file: string }>>>;
}>;

const here = import.meta.dirname;
const compose: Compose = parse(readFileSync(join(here, 'compose.yaml'), 'utf8'), { merge: true });
const shared = parseEnv(readFileSync(join(here, 'settings.env'), 'utf8')) as Readonly<Record<string, string>>;
const services = Object.entries(compose.services);

const APPS: Readonly<Record<string, SettingsGroups>> = {
  migrate: { database: databaseSettings },
  processor: processorSettings,
  snapshotter: snapshotterSettings,
  webhooks: webhooksSettings,
  api: apiAppSettings,
};

const settingsOf = (groups: SettingsGroups): readonly Setting<unknown>[] =>
  Object.values(groups).flatMap(({ settings }): readonly Setting<unknown>[] => Object.values(settings));

/** What the services get in production from the files of secrets. */
const SAMPLES: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://acv:a-password@postgres.example/acv?sslmode=verify-full',
  KAFKA_SASL_PASSWORD: 'a-password',
  STRIPE_WEBHOOK_SECRETS: 'whsec_0123456789abcdef',
};

/** The environment of a service, with the content of each secret in place of its file. */
const environmentOf = ({ environment }: Service): Readonly<Record<string, string>> => {
  const own = Object.entries(environment).map(([name, value]) => {
    const secret = name.replace(/_FILE$/, '');
    return [...(secret in SAMPLES ? [secret, SAMPLES[secret] ?? ''] : [name, value])] as const;
  });
  return { ...shared, ...Object.fromEntries(own) };
};

describe('the Compose file for production', () => {
  it('fits the schema of Compose', () => expect(composeFaults(compose)).toBeNull());

  it('starts every service but the producer, and migrates before', () => {
    expect(Object.keys(compose.services)).toEqual(Object.keys(APPS));
    for (const [name, { command }] of services) expect(command).toEqual([name]);
  });

  it.each(services)('gives %s settings that it reads, with valid values', (name, service) => {
    const groups = APPS[name] ?? {};
    const names = settingsOf(groups).flatMap(({ name: of, isSecret }) => (isSecret ? [of, `${of}_FILE`] : [of]));
    expect(Object.keys(service.environment).filter((given) => !names.includes(given))).toEqual([]);
    const loaded = loadSettings(groups, environmentOf(service));
    expect(loaded.isValid ? [] : loaded.faults).toEqual([]);
  });

  it('shares only settings that some service reads', () => {
    const known = new Set(Object.values(APPS).flatMap((groups) => settingsOf(groups).map(({ name }) => name)));
    expect(Object.keys(shared).filter((name) => !known.has(name))).toEqual([]);
  });

  it('keeps every secret in a file that only the services have which read it', () => {
    const secret = new Set(
      Object.values(APPS)
        .flatMap(settingsOf)
        .flatMap(({ name, isSecret }) => (isSecret ? [name] : [])),
    );
    expect(Object.keys(shared).filter((name) => secret.has(name))).toEqual([]);
    for (const [, { environment, secrets }] of services) {
      expect(Object.keys(environment).filter((name) => secret.has(name))).toEqual([]);
      const used = Object.values(environment).flatMap((value) => /^\/run\/secrets\/(.+)$/.exec(value)?.[1] ?? []);
      expect(used.toSorted()).toEqual([...secrets].toSorted());
    }
    const declared = Object.keys(compose.secrets);
    expect([...new Set(services.flatMap(([, { secrets }]) => secrets))].toSorted()).toEqual(declared.toSorted());
  });

  it('opens ports on the loopback address alone, and runs every service without rights on a root that is read-only', () => {
    for (const [, { ports = [], read_only: isReadOnly, user }] of services) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:(\d+):\1$/);
      expect([isReadOnly, user]).toEqual([true, '1000:1000']);
    }
  });

  it('asks each service for its readiness at its own port', () => {
    const watched = {
      processor: processorSettings,
      snapshotter: snapshotterSettings,
      webhooks: webhooksSettings,
      api: apiAppSettings,
    };
    for (const [name, { watch }] of Object.entries(watched)) {
      const port = watch.settings.port.default;
      expect(compose.services[name]?.ports).toContain(`127.0.0.1:${port}:${port}`);
      expect(compose.services[name]?.healthcheck?.test.at(-1)).toContain(`:${port}/health/ready`);
    }
  });

  it('has the policy that it mounts', () => {
    for (const { file } of Object.values(compose.configs)) expect(existsSync(join(here, file))).toBe(true);
  });
});
