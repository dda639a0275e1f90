import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../load-settings.ts';
import { settingsHelp } from '../settings-help.ts';
import { settingsMarkdown } from '../settings-markdown.ts';
import { consumerSettings } from './consumer-settings.ts';
import { databaseSettings } from './database-settings.ts';
import { kafkaSettings } from './kafka-settings.ts';
import { logSettings } from './log-settings.ts';
import { policySettings } from './policy-settings.ts';
import { snapshotSettings } from './snapshot-settings.ts';
import { topicCreationSettings, topicSettings } from './topic-settings.ts';
import { watchSettings } from './watch-settings.ts';

const groups = {
  kafka: kafkaSettings,
  consumer: consumerSettings,
  topics: topicSettings,
  topicCreation: topicCreationSettings,
  database: databaseSettings,
  policy: policySettings,
  snapshots: snapshotSettings,
  log: logSettings,
  watch: watchSettings(8080),
};

const least = { KAFKA_BROKERS: 'one:9092,two:9092', DATABASE_URL: 'postgres://acv:secret-word@db/acv' };

const load = (environment: Record<string, string>) => loadSettings(groups, { ...least, ...environment });

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  const loaded = load(environment);
  return loaded.isValid ? [] : loaded.faults;
};

const settings = Object.values(groups).flatMap((group) => Object.values(group.settings));

describe('the settings groups', () => {
  it('need brokers and a database, and nothing else', () => {
    expect(load({}).isValid).toBe(true);
    const loaded = loadSettings(groups, {});
    expect(loaded.isValid ? [] : loaded.faults).toEqual([
      'KAFKA_BROKERS is missing: expected brokers as host:port, separated by commas',
      'DATABASE_URL is missing: expected a URL that starts with postgres:// or postgresql://',
    ]);
  });

  it('refuse an incomplete login', () => {
    const whole = {
      KAFKA_SASL_MECHANISM: 'plain',
      KAFKA_SASL_USERNAME: 'u',
      KAFKA_SASL_PASSWORD: 'p',
    };
    expect(faultsOf(whole)).toEqual([]);
    expect(faultsOf({ ...whole, KAFKA_SASL_PASSWORD: '' })).toHaveLength(1);
    expect(faultsOf({ ...whole, KAFKA_SASL_MECHANISM: '' })).toHaveLength(1);
    expect(faultsOf({ ...whole, KAFKA_OAUTH_TOKEN_URL: 'https://login.example/token' })).toHaveLength(1);
  });

  it('refuse a login by token that lacks a part, or has a password', () => {
    const whole = {
      KAFKA_SASL_MECHANISM: 'oauthbearer',
      KAFKA_OAUTH_TOKEN_URL: 'https://login.example/token',
      KAFKA_OAUTH_CLIENT_ID: 'acv',
      KAFKA_OAUTH_CLIENT_SECRET: 'long-enough',
    };
    expect(faultsOf(whole)).toEqual([]);
    expect(faultsOf({ ...whole, KAFKA_OAUTH_SCOPE: 'kafka' })).toEqual([]);
    expect(faultsOf({ ...whole, KAFKA_OAUTH_CLIENT_SECRET: '' })).toHaveLength(1);
    expect(faultsOf({ ...whole, KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p' })).toHaveLength(1);
    expect(faultsOf({ KAFKA_OAUTH_SCOPE: 'kafka' })).toHaveLength(1);
  });

  it('refuse certificates without encryption, and a certificate without its key', () => {
    const whole = { KAFKA_SSL: 'true', KAFKA_SSL_CERT_FILE: 'a.pem', KAFKA_SSL_KEY_FILE: 'b.pem' };
    expect(faultsOf(whole)).toEqual([]);
    expect(faultsOf({ ...whole, KAFKA_SSL: 'false' })).toEqual([
      'KAFKA_SSL_CERT_FILE is given, but KAFKA_SSL is false: expected true',
    ]);
    expect(faultsOf({ KAFKA_SSL_CA_FILE: 'ca.pem' })).toHaveLength(1);
    expect(faultsOf({ ...whole, KAFKA_SSL_KEY_FILE: '' })).toHaveLength(1);
    expect(faultsOf({ KAFKA_SSL_KEY_PASSPHRASE: 'long-enough' })).toHaveLength(1);
  });

  it('refuse one topic for two purposes, and topic names that Kafka refuses', () => {
    expect(faultsOf({ SNAPSHOTS_TOPIC: 'a', CONTRACTS_TOPIC: 'a' })).toEqual([
      'SNAPSHOTS_TOPIC and CONTRACTS_TOPIC are both "a": expected two topics',
    ]);
    expect(faultsOf({ INPUT_TOPICS: 'good,bad topic', SNAPSHOTS_TOPIC: '..' })).toHaveLength(2);
  });

  it('give each setting a name of its own and one line of description', () => {
    expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
    for (const { description } of settings) expect(description).toMatch(/^[A-Z][^\n]*\.$/);
  });

  it('are all in the help and in the reference, which names the apps that read them', () => {
    const help = settingsHelp('processor', groups);
    const reference = settingsMarkdown({ processor: groups, snapshotter: { watch: watchSettings(8081) } });
    for (const { name } of settings) {
      expect(help).toContain(`  ${name} (`);
      expect(reference).toContain(`| \`${name}\` |`);
    }
    expect(reference).toContain('## Watching\n\nRead by: processor, snapshotter.\n');
    expect(reference).toContain('| `127.0.0.1` |');
    expect(reference).toContain('| `8080` (processor), `8081` (snapshotter) |');
  });
});
