import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventJson } from '@app/wire';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { created, term } from '../builders/events.ts';
import { acv } from '../conformance/acv-process.ts';
import { produce } from '../services/kafka.ts';
import { type App, endApps, eventually, startApp } from './support/app.ts';
import { built } from './support/built.ts';
import { openStage, processed, type Stage } from './support/stage.ts';

const TOKEN = 'a-token-of-an-operator-for-this-test';

let stage: Stage;
let folder: string;
let api: string;

const live = (): string => stage.environment['DATABASE_URL'] ?? '';

const event = (contract: string): string =>
  eventJson(created({ id: `made-${contract}`, contract, term: term('2025-01-01', null), source: '/billing' }));

/** No currency of the world. */
const wrong = (contract: string): string => event(contract).replace('"USD"', '"USX"');

const refusedId = async (contract: string): Promise<string> => {
  const [row] = await stage.query<{ id: string }>(
    `SELECT refused_id::text AS id FROM refused_event WHERE convert_from(value, 'UTF8') LIKE '%"${contract}"%'`,
  );
  return row?.id ?? '';
};

const operate = (path: string, body: object = {}): Promise<Response> =>
  fetch(`${api}/api/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Events of the contract in the ledger, and its ARR once the running processor has valued it. */
const bookOf = async (contract: string) => ({
  ledger: await stage.query(`SELECT source, id, edition FROM ledger WHERE contract_id = '${contract}'`),
  arr: await stage.query(`SELECT arr::text FROM contract_span WHERE contract_id = '${contract}'`),
});

const isValued = (contract: string) => async (): Promise<boolean> => (await bookOf(contract)).arr.length === 1;

const audit = () =>
  stage.query<Readonly<Record<string, unknown>>>('SELECT who, action, result, answer FROM audit ORDER BY audit_id');

const steps = () => stage.query('SELECT refused_id::text, outcome, source, id FROM refused_step ORDER BY audit_id');

beforeAll(async () => {
  await built();
  stage = await openStage();
  folder = await mkdtemp(join(tmpdir(), 'acv-redrive-'));
  const tokens = join(folder, 'tokens');
  await writeFile(tokens, `ana operate ${createHash('sha256').update(TOKEN).digest('hex')}\n`);
  await startApp('processor', stage.environment);
  await produce(stage.kafka, stage.input, [
    { key: 'by-command', value: wrong('by-command') },
    { key: 'by-api', value: wrong('by-api') },
  ]);
  await eventually('both are refused', async () => (await processed(stage)) === 2);
  const served: App = await startApp('api', {
    ...stage.environment,
    ...{ API_HOST: '127.0.0.1', API_PORT: '0', API_TOKENS_FILE: tokens, OPERATOR_DATABASE_URL: live() },
  });
  const urlIn = (): string | undefined => /"url":"(http:[^"]+)".*serving the API/.exec(served.log())?.[1];
  await eventually('the API listens', () => urlIn() !== undefined, { app: served });
  api = urlIn() ?? '';
}, 240_000);
afterAll(async () => {
  await endApps();
  await stage.close();
  await rm(folder, { recursive: true });
});

describe('an event that the processor has refused', () => {
  it('is in the books under its own identity once it is mended and redriven by the command, and only once', async () => {
    const file = join(folder, 'mend.jsonl');
    expect(await acv(['refused', 'export', '--out', file, '--database-url', live()])).toMatchObject({ code: 0 });
    const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.includes('by-command'));
    expect(lines).toHaveLength(1);
    await writeFile(file, `${lines.join('\n').replace('"USX"', '"USD"')}\n`);
    const redrive = ['refused', 'redrive', '--input', file, '--json', '--database-url', live()];
    expect(JSON.parse((await acv(redrive)).stdout)).toMatchObject({ accepted: 1, refused: 0 });

    await eventually('it is valued', isValued('by-command'));
    const books = await bookOf('by-command');
    expect(books.ledger).toEqual([{ source: '/billing', id: 'made-by-command', edition: 0 }]);
    expect(await audit()).toEqual([
      { who: expect.any(String), action: 'redrive', result: 'done', answer: expect.objectContaining({ accepted: 1 }) },
    ]);
    const before = await steps();
    expect(before).toEqual([
      { refused_id: await refusedId('by-command'), outcome: 'accepted', source: '/billing', id: 'made-by-command' },
    ]);

    expect(await acv(redrive)).toMatchObject({ code: 2, stderr: expect.stringContaining('is redriven already') });
    // The corrected record on the topic is a repeat of the event, not another one.
    await produce(stage.kafka, stage.input, [{ key: 'by-command', value: event('by-command') }]);
    await eventually('the repeat is read', async () => (await processed(stage)) === 3);
    expect(await bookOf('by-command')).toEqual(books);
    expect(await steps()).toEqual(before);
  });

  it('is in the books once it is redriven over the API as well, and refused again as long as it is wrong', async () => {
    const id = await refusedId('by-api');
    const again = await operate(`refused/${id}/redrive`);
    expect([again.status, await again.json()]).toMatchObject([200, { accepted: 0, refused: 1 }]);
    // Stands for a program that takes by now what an earlier one has refused.
    await stage.query(
      `UPDATE refused SET value = convert_to(replace(convert_from(value, 'UTF8'), 'USX', 'USD'), 'UTF8') WHERE refused_id = ${id}`,
    );
    const tried = await operate(`refused/${id}/redrive`, { dry_run: true });
    expect(await tried.json()).toMatchObject({ accepted: 1, dry_run: true });
    expect((await bookOf('by-api')).ledger).toEqual([]);
    const done = await operate(`refused/${id}/redrive`);
    expect([done.status, await done.json()]).toMatchObject([200, { accepted: 1, refused: 0 }]);

    await eventually('it is valued', isValued('by-api'));
    const books = await bookOf('by-api');
    expect(books.ledger).toEqual([{ source: '/billing', id: 'made-by-api', edition: 0 }]);
    expect((await operate(`refused/${id}/redrive`)).status).toBe(409);
    expect(await bookOf('by-api')).toEqual(books);
    const ofAna = (await audit()).filter(({ who }) => who === 'ana');
    expect(ofAna.map(({ action, result }) => [action, result])).toEqual([
      ['redrive', 'done'],
      ['redrive', 'done'],
      ['redrive', 'failed'],
    ]);
  });
});
