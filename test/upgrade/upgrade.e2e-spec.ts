import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type App, endApps, eventually, readinessOf, runApp, startApp } from '../e2e/support/app.ts';
import { built } from '../e2e/support/built.ts';
import { openStage, settled, type Stage } from '../e2e/support/stage.ts';
import { produce } from '../services/kafka.ts';
import { EVENTS, SPANS, HALF, hashOfBooks, LATER, load, REST, restoreFormerStore } from './former-store.ts';

let stage: Stage;
let url: string;

beforeAll(() => built());
beforeEach(async () => {
  stage = await openStage();
  url = stage.environment['DATABASE_URL'] ?? '';
  await restoreFormerStore(url, stage.input);
  await produce(stage.kafka, stage.input, HALF);
});
afterEach(async () => {
  await endApps();
  // Undefined if it could not be opened; the test reports that error already.
  await stage?.close();
});

/** The reason why it waits for the store. Empty if it does not. */
const reasonOf = async (app: App): Promise<string> => (await readinessOf(app)).body.checks['store']?.reason ?? '';

describe('A store of a former release', () => {
  it('has every figure that it had after acv migrate', async () => {
    const before = await hashOfBooks(url);
    const { code, output } = await runApp('migrate', stage.environment);
    expect([code, output.trim()]).toEqual([
      0,
      `applied: ${LATER.join(', ')}\nmoved into packs: ${EVENTS} events\nmoved into runs: ${SPANS} spans`,
    ]);
    expect(await hashOfBooks(url)).toBe(before);
  });

  it('holds up newer services with one line until it is migrated, while events come in, and loses none', async () => {
    const environment = { ...stage.environment, DATABASE_MIGRATION: 'forbidden' };
    const apps = await Promise.all([startApp('processor', environment), startApp('snapshotter', environment)]);
    for (const app of apps) {
      await eventually('a reason', async () => /acv migrate/.test(await reasonOf(app)), { app });
      expect(await reasonOf(app)).toBe(`the schema is not up to date: run acv migrate (missing: ${LATER.join(', ')})`);
    }
    const sending = produce(stage.kafka, stage.input, REST);
    expect((await runApp('migrate', stage.environment)).code).toBe(0);
    await sending;
    await settled(stage, load.lines.length);
    const [ledger] = await stage.query<{ count: number }>('SELECT count(*)::int AS count FROM ledger');
    expect(ledger?.count).toBe(load.valid);
  });
});
