import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kafkaClient } from '@app/messaging';
import { createLogger, kafkaSettings, loadSettings } from '@app/platform';
import { type Authority, authority, tlsProperties } from '../../../test/services/certificates.ts';
import { type LocalBroker, startLocalBroker } from '../../../test/services/broker/local-broker.ts';
import { errorClass, settingFault } from '../src/external-failures.ts';
import { kafkaConnection } from '../src/kafka-connection.ts';

const run = promisify(execFile);
const silent = createLogger({ name: 'test', level: 'silent' });
const PASSWORD = 'password-of-the-tests';

let folder: string;
let ours: Authority;
/** Logins by password or token, encrypted. */
let byLogin: LocalBroker;
/** Logins by certificate. */
let byCertificate: LocalBroker;
let tokens: Server;
/** What the token server answers: tokens, a refusal of the client, or that it is out of order. */
let tokenStatus = 200;

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as the broker's validator for tests takes it: unsigned, with a subject and its times. */
const unsignedToken = (): string => {
  const now = Math.floor(Date.now() / 1000);
  return `${base64({ alg: 'none' })}.${base64({ sub: 'acv', iat: now, exp: now + 3600 })}.`;
};

const asked: string[] = [];

const tokenServer = (): Server =>
  createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push(`${request.headers.authorization ?? ''} ${body}`);
      response.writeHead(tokenStatus, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ access_token: unsignedToken(), token_type: 'Bearer', expires_in: 3600 }));
    });
  }).listen(0, '127.0.0.1');

const login = (mechanism: string, options: string): Record<string, string> => ({
  [`listener.name.plaintext.${mechanism.toLowerCase()}.sasl.jaas.config`]: options,
});

/** The listener keeps its name, so the defaults of the local broker hold; only its protocol changes. */
const loginProperties = {
  'listener.security.protocol.map': 'PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT',
  'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-512,OAUTHBEARER',
  'sasl.mechanism.inter.broker.protocol': 'PLAIN',
  'connections.max.reauth.ms': '60000',
  ...login(
    'PLAIN',
    `org.apache.kafka.common.security.plain.PlainLoginModule required username="broker" password="${PASSWORD}" user_broker="${PASSWORD}" user_acv="${PASSWORD}";`,
  ),
  ...login('SCRAM-SHA-512', 'org.apache.kafka.common.security.scram.ScramLoginModule required;'),
  ...login(
    'OAUTHBEARER',
    'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";',
  ),
};

/** Only Kafka's own tool can make users of SCRAM. */
const addScramUser = async (): Promise<void> => {
  const config = join(folder, 'admin.properties');
  await writeFile(
    config,
    [
      'security.protocol=SASL_SSL',
      'sasl.mechanism=PLAIN',
      `sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="broker" password="${PASSWORD}";`,
      'ssl.truststore.type=PEM',
      `ssl.truststore.location=${ours.ca}`,
    ].join('\n'),
  );
  const at = ['--bootstrap-server', byLogin.brokers, '--command-config', config];
  const added = ['--alter', '--add-config', `SCRAM-SHA-512=[password=${PASSWORD}]`];
  const user = ['--entity-type', 'users', '--entity-name', 'acv'];
  await run('java', ['-cp', byLogin.classpath, 'kafka.admin.ConfigCommand', ...at, ...added, ...user]);
};

/** The topics that a client with these settings sees. */
const topics = async (environment: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const loaded = loadSettings({ kafka: kafkaSettings }, environment);
  if (!loaded.isValid) throw new Error(loaded.faults.join('\n'));
  const admin = kafkaClient(await kafkaConnection(loaded.settings.kafka), silent).admin({ retry: { retries: 0 } });
  try {
    await admin.connect();
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
};

const failureOf = async (environment: Readonly<Record<string, string>>): Promise<unknown> =>
  topics(environment).then(
    () => null,
    (error: unknown) => error,
  );

const encrypted = (broker: LocalBroker): Record<string, string> => ({
  KAFKA_BROKERS: broker.brokers,
  KAFKA_SSL: 'true',
  KAFKA_SSL_CA_FILE: ours.ca,
});

const withPassword = (mechanism: string, password = PASSWORD): Record<string, string> => ({
  ...encrypted(byLogin),
  KAFKA_SASL_MECHANISM: mechanism,
  KAFKA_SASL_USERNAME: 'acv',
  KAFKA_SASL_PASSWORD: password,
});

const withToken = (): Record<string, string> => {
  const address = tokens.address();
  if (address === null || typeof address === 'string') throw new Error('The token server does not listen.');
  return {
    ...encrypted(byLogin),
    KAFKA_SASL_MECHANISM: 'oauthbearer',
    KAFKA_OAUTH_TOKEN_URL: `http://127.0.0.1:${address.port}/token`,
    KAFKA_OAUTH_CLIENT_ID: 'acv:reader',
    KAFKA_OAUTH_CLIENT_SECRET: 'secret of the client',
    KAFKA_OAUTH_SCOPE: 'kafka.read',
  };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acv-secured-'));
  ours = await authority(folder);
  const tls = await tlsProperties(folder, ours);
  tokens = tokenServer();
  await once(tokens, 'listening');
  byLogin = await startLocalBroker({ properties: { ...tls, ...loginProperties }, heap: '256m' });
  byCertificate = await startLocalBroker({
    properties: {
      ...tls,
      'listener.security.protocol.map': 'PLAINTEXT:SSL,CONTROLLER:PLAINTEXT',
      'ssl.client.auth': 'required',
    },
    heap: '256m',
  });
  await addScramUser();
});

afterAll(async () => {
  tokens.close();
  await byLogin.stop();
  await byCertificate.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a login by password', () => {
  it.each(['plain', 'scram-sha-512'])('works by %s', async (mechanism) => {
    await expect(topics(withPassword(mechanism))).resolves.toEqual([]);
  });

  it('ends with the name of the setting if the password is wrong', async () => {
    const error = await failureOf(withPassword('scram-sha-512', 'another-password'));
    expect(errorClass(error)).toBe('setting');
    expect(settingFault(error)).toMatch(/^KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD: /);
  });
});

describe('a login by token', () => {
  it('asks the token server once for several connections', async () => {
    tokenStatus = 200;
    asked.length = 0;
    await expect(topics(withToken())).resolves.toEqual([]);
    const basic = Buffer.from('acv%3Areader:secret%20of%20the%20client').toString('base64');
    expect(asked).toEqual([`Basic ${basic} grant_type=client_credentials&scope=kafka.read`]);
  });

  it('ends with the names of the settings if the client is refused', async () => {
    tokenStatus = 401;
    const error = await failureOf(withToken());
    expect(errorClass(error)).toBe('setting');
    expect(settingFault(error)).toBe(
      'KAFKA_OAUTH_CLIENT_ID, KAFKA_OAUTH_CLIENT_SECRET, KAFKA_OAUTH_SCOPE: the token server refused them (401)',
    );
  });

  it('is tried again while the token server is out of order or away', async () => {
    tokenStatus = 503;
    expect(errorClass(await failureOf(withToken()))).toBe('retry');
    expect(errorClass(await failureOf({ ...withToken(), KAFKA_OAUTH_TOKEN_URL: 'http://127.0.0.1:1/token' }))).toBe(
      'retry',
    );
  });
});

describe('a login by certificate', () => {
  it('works with a certificate of the authority, and its key', async () => {
    const { cert, key } = await ours.issue('client');
    const given = { ...encrypted(byCertificate), KAFKA_SSL_CERT_FILE: cert, KAFKA_SSL_KEY_FILE: key };
    await expect(topics(given)).resolves.toEqual([]);
  });

  it('fails without one, and with one of another authority', async () => {
    expect(await failureOf(encrypted(byCertificate))).not.toBeNull();
    const { cert, key } = await (await authority(folder, 'another')).issue('stranger');
    const given = { ...encrypted(byCertificate), KAFKA_SSL_CERT_FILE: cert, KAFKA_SSL_KEY_FILE: key };
    expect(await failureOf(given)).not.toBeNull();
  });
});

describe('the certificate of a broker', () => {
  it('ends with the name of the setting if it is of another authority', async () => {
    const other = await authority(folder, 'unknown');
    const error = await failureOf({ ...withPassword('plain'), KAFKA_SSL_CA_FILE: other.ca });
    expect(errorClass(error)).toBe('setting');
    expect(settingFault(error)).toMatch(/^KAFKA_SSL_CA_FILE: /);
  });
});
