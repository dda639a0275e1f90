import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ContractEvent } from '@app/domain';
import { eventJson } from '@app/wire';
import { contractsOfOneCustomer, dearContract, eventsOfOneContract } from '../builders/dear-events.ts';
import { endApps, eventually, startApp } from '../e2e/support/app.ts';
import { processed, type Stage } from '../e2e/support/stage.ts';
import { produce } from '../services/kafka.ts';
import { answersDuring } from './support/answer-times.ts';
import { type Ground, note, openGround, secondsUntilReady } from './support/ground.ts';

/** The promise; on a machine at rest the slowest answer takes less than a third of it. */
const ANSWERS_WITHIN_MS = 1_000;

let ground: Ground;
let stage: Stage;

beforeAll(async () => {
  ground = await openGround();
});
beforeEach(async () => {
  stage = await ground.openStage();
});
afterEach(async () => {
  await endApps();
  await stage.close();
});
afterAll(() => ground.close());

const areFolded = async (records: number): Promise<boolean> =>
  (await processed(stage)) === records && (await stage.query('SELECT FROM unfolded LIMIT 1')).length === 0;

describe('A processor whose contracts are dear', () => {
  it.each<readonly [string, () => readonly ContractEvent[], number]>([
    ['500 lines with 36 discounts each, renewed every day since 1970', () => [dearContract('dear', 36)], 1],
    ['10,000 events of one contract', () => eventsOfOneContract(10_000), 1],
    ['10,000 contracts of one customer', () => contractsOfOneCustomer(10_000), 10_000],
  ])('answers for its readiness within a second: %s', async (what, events, contracts) => {
    const lines = events().map((event) => ({ key: event.contractId, value: eventJson(event) }));
    const processor = await startApp('processor', { ...stage.environment, FOLD_BUDGET_MS: '600000' });
    await secondsUntilReady([processor]);
    const answers = await answersDuring(processor, async () => {
      await produce(stage.kafka, stage.input, lines);
      await eventually('every contract folded', () => areFolded(lines.length), { withinMs: 240_000, app: processor });
    });
    note(what, { answers: answers.count, 'longest ms': answers.longestMs });
    expect(answers.down).toEqual([]);
    expect(answers.longestMs).toBeLessThan(ANSWERS_WITHIN_MS);
    expect(await stage.query('SELECT count(*)::int AS count FROM contract')).toEqual([{ count: contracts }]);
    expect(await stage.query('SELECT FROM contract_set_aside')).toEqual([]);
    expect(await processor.end('SIGTERM')).toMatchObject({ code: 0 });
  });
});
