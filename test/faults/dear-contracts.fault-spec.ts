import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CompressionTypes, Partitioners } from 'kafkajs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ContractEvent } from '@app/domain';
import { eventJson } from '@app/wire';
import { contractsOfOneCustomer, dearContract, eventsOfOneContract } from '../builders/dear-events.ts';
import { created } from '../builders/events.ts';
import { type App, endApps, eventually, startApp } from '../e2e/support/app.ts';
import type { Stage } from '../e2e/support/stage.ts';
import { rawKafka } from '../services/kafka.ts';
import { type Ground, note, openGround, secondsUntilReady } from './support/ground.ts';

let ground: Ground;
let stage: Stage;

beforeAll(async () => {
  ground = await openGround();
  stage = await ground.openStage();
});
afterEach(endApps);
afterAll(async () => {
  // Undefined if it could not be opened; the test reports that error already.
  await stage?.close();
  await ground?.close();
});

const send = async (events: readonly ContractEvent[]): Promise<void> => {
  const producer = rawKafka(stage.kafka).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const messages = events.map((event) => ({ key: event.contractId, value: eventJson(event) }));
  // Compressed, because a dear event alone is larger than the broker takes.
  for (let from = 0; from < messages.length; from += 500) {
    await producer.send({
      topic: stage.input,
      compression: CompressionTypes.GZIP,
      messages: messages.slice(from, from + 500),
    });
  }
  await producer.disconnect();
};

const CLOCK_TICKS_PER_SECOND = 100;

/** Processor time of the app so far, in seconds: fields 14 and 15, counted behind the name in brackets. */
const workOf = async ({ pid }: App): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
};

type Waits = Readonly<{ seconds: number; work: number }>;

/**
 * The longest wait for readiness while `isOver` is not so, and the most work that the app did before an answer. Only
 * the work is judged: on a busy machine everybody waits.
 */
const longestWaits = async (app: App, isOver: () => boolean): Promise<Waits> => {
  let [seconds, work] = [0, 0];
  while (!isOver()) {
    const [began, before] = [performance.now(), await workOf(app)];
    await (await fetch(`${app.url}/health/ready`)).text();
    seconds = Math.max(seconds, (performance.now() - began) / 1000);
    work = Math.max(work, (await workOf(app)) - before);
    await sleep(100);
  }
  return { seconds, work };
};

const foldedOf = async (like: string): Promise<number> => {
  const [row] = await stage.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM contract WHERE contract_id LIKE '${like}' AND contract_id NOT IN (SELECT contract_id FROM unfolded)`,
  );
  return row?.count ?? 0;
};

describe('Contracts that are dear to value', () => {
  it('keep neither readiness nor other contracts waiting', async () => {
    const processor = await startApp('processor', stage.environment);
    await secondsUntilReady([processor]);
    let isOver = false;
    const waits = longestWaits(processor, () => isOver);
    await send(['dear-1', 'dear-2', 'dear-3'].map((contract) => dearContract(contract, 40)));
    await send(eventsOfOneContract(10_000, 'long'));
    await send(contractsOfOneCustomer(10_000));
    await send(Array.from({ length: 500 }, (_, i) => created({ contract: `other-${i}`, id: `other-${i}` })));
    const all = { withinMs: 240_000, app: processor };
    await eventually('all other contracts', async () => (await foldedOf('other-%')) === 500, all);
    await eventually('the contracts of one customer', async () => (await foldedOf('sub-%')) === 10_000, all);
    await eventually('the contract of many events', async () => (await foldedOf('long')) === 1, all);
    const isValuedOrNamed = async (): Promise<boolean> => {
      const [row] = await stage.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM contract_set_aside WHERE contract_id LIKE 'dear-%'`,
      );
      return (await foldedOf('dear-%')) + (row?.count ?? 0) === 3;
    };
    await eventually('the dear contracts, valued or set aside by name', isValuedOrNamed, all);
    isOver = true;
    const { seconds, work } = await waits;
    note('readiness beside dear contracts', { 'longest wait in seconds': seconds, 'most work in seconds': work });
    expect(work).toBeLessThan(1);
    expect(await stage.query('SELECT code, message FROM refused')).toEqual([]);
  });
});
