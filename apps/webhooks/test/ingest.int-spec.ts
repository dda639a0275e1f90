import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { consumeTopic, createTopic, type KafkaService, startKafka } from '../../../test/services/kafka.ts';
import { deliver, type Receiving, receiving, signed } from './receiving.ts';

let service: KafkaService;
const running: Receiving[] = [];

beforeAll(async () => {
  service = await startKafka();
});
afterEach(() => Promise.all(running.splice(0).map(({ close }) => close())));
afterAll(() => service.stop());

const start = async (environment: Readonly<Record<string, string>> = {}) => {
  const topic = await createTopic(service, { prefix: 'billing', partitions: 3 });
  const webhooks = await receiving(service.brokers, topic, environment);
  running.push(webhooks);
  return { topic, webhooks };
};

describe('A webhook', () => {
  it('is in the topic byte for byte, with its key and headers, when the answer is 200', async () => {
    const { topic, webhooks } = await start();
    const bodies = [
      Buffer.from('{"data":{"object":{"id":"sub_1"}}}'),
      Buffer.from(' {"data" : {"object":{"id":"sub_2","amount":1.50}}}\r\n'),
      Buffer.from([0x00, 0xff, 0xfe, 0x0a, 0x0d, 0xc3, 0x28]),
      randomBytes(900_000),
    ];
    for (const body of bodies) expect((await deliver(webhooks, body)).status).toBe(200);
    const rows = await consumeTopic(service, topic);
    expect(rows).toHaveLength(bodies.length);
    for (const body of bodies) expect(rows.some(({ value }) => value?.equals(body))).toBe(true);
    const first = rows.find(({ key }) => key?.toString() === 'sub_1');
    expect(first?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-system': 'stripe' });
  });

  it('is there twice when it is sent twice: repeats are found by their id later', async () => {
    const { topic, webhooks } = await start();
    await deliver(webhooks, '{"id":"evt_1"}');
    await deliver(webhooks, '{"id":"evt_1"}');
    expect(await consumeTopic(service, topic)).toHaveLength(2);
  });

  it('of many at once is there once, and those of a subscription in one partition', async () => {
    const { topic, webhooks } = await start();
    const bodies = Array.from({ length: 500 }, (_, n) => `{"n":${n},"data":{"object":{"id":"sub_${n % 7}"}}}`);
    const answers = await Promise.all(bodies.map((body) => deliver(webhooks, body)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const rows = await consumeTopic(service, topic);
    expect(rows.map(({ value }) => String(value)).toSorted()).toEqual(bodies.toSorted());
    const places = rows.map(({ key, partition }) => `${String(key)} in ${partition}`);
    expect(new Set(places).size).toBe(7);
  });
});

describe('The service', () => {
  it('creates missing topics and is ready', async () => {
    const webhooks = await receiving(service.brokers, `billing-${randomBytes(6).toString('hex')}`);
    running.push(webhooks);
    expect(await webhooks.checks()).toBe('ready');
    expect((await deliver(webhooks, '{}')).status).toBe(200);
  });

  it('cuts off a sender that takes too long, and takes others in the meantime', async () => {
    const { topic, webhooks } = await start({ WEBHOOKS_REQUEST_TIMEOUT: '1s' });
    const { hostname, port } = new URL(webhooks.url);
    const began = performance.now();
    const socket = connect(Number(port), hostname);
    const closed = new Promise<string>((resolve) => {
      let read = '';
      socket.on('data', (chunk: Buffer) => (read += chunk.toString()));
      socket.on('close', () => resolve(read));
      socket.on('error', () => undefined);
    });
    const headers = Object.entries(signed('{"slow":true}')).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`POST /ingest/stripe HTTP/1.1\r\nhost: x\r\ncontent-length: 13\r\n${headers.join('')}\r\n{"slow"`);
    expect((await deliver(webhooks, '{"fast":true}')).status).toBe(200);
    expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
    // By itself Node would give the body a minute, which is its limit for headers.
    expect(performance.now() - began).toBeLessThan(30_000);
    expect((await consumeTopic(service, topic)).map(({ value }) => String(value))).toEqual(['{"fast":true}']);
  });

  it('finishes what was accepted when it ends, and takes nothing more', async () => {
    const { topic, webhooks } = await start();
    const accepted: string[] = [];
    const sender = async (number: number): Promise<void> => {
      for (let n = 0; ; n += 1) {
        const body = `{"n":${n},"of":${number}}`;
        if ((await deliver(webhooks, body)).status !== 200) return;
        accepted.push(body);
      }
    };
    const senders = Promise.all(Array.from({ length: 10 }, (_, number) => sender(number)));
    while (accepted.length < 100) await sleep(5);
    running.splice(0);
    await webhooks.close();
    await senders;
    const stored = (await consumeTopic(service, topic)).map(({ value }) => String(value));
    expect(accepted.filter((body) => !stored.includes(body))).toEqual([]);
    // A connection that is still open is told so; a new one is not accepted.
    expect([0, 503]).toContain((await deliver(webhooks, '{}')).status);
  });
});
