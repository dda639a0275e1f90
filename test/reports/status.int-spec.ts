import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@app/domain';
import { PostgresDataHealth } from '@app/persistence';
import { DescribeData, type Status } from '@app/processing';
import { bridgeText } from '../../apps/cli/src/bridge/bridge-text.ts';
import { explainedChange } from '../../apps/cli/src/explain/explained-change.ts';
import { changeQuestion } from '../../apps/cli/src/options/change-options.ts';
import { statusJson } from '../../apps/cli/src/status/status-json.ts';
import { statusOf } from '../../apps/cli/src/status/status-of.ts';
import { statusText } from '../../apps/cli/src/status/status-text.ts';

import { existingStore } from '../../apps/cli/src/store/existing-store.ts';
import { watchStatus } from '../../apps/cli/src/watch/watch-status.ts';
import { created, day, term } from '../builders/events.ts';
import { type OpenStore, openFresh } from '../builders/postgres-store.ts';
import { fileBatch } from '../builders/records.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';

let service: PostgresService;
let store: OpenStore;

/** Every contract costs 100 a month, so its ARR is 1,200. */
const contract = (id: string, start: string, currency = 'USD') =>
  created({ contract: id, customer: `cus-${id}`, currency, term: term(start, null), time: `${start}T10:00:00Z` });

const data = () => new DescribeData(new PostgresDataHealth(store.database, store), store.policy).now();
const status = async (): Promise<Status> => statusOf(await existingStore(store.database)).now();

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service);
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

const PLACES = { average: 2, sum: 0, percentage: 1 };

describe('The health of the data', () => {
  it('of a new store has nothing to say', async () => {
    expect(statusText(await status(), PLACES)).toMatch(/^No snapshots were taken yet\.[^]*newest event +none\n/);
  });

  it('says what waits, from the ledger to the snapshots', async () => {
    await store.apply(fileBatch([contract('a', '2025-01-01'), contract('b', '2025-02-01')]));
    expect((await data()).waiting).toEqual({ contracts: 2, changes: 0, outgoing: 0 });
    await store.fold(day('2025-03-31'));
    expect((await data()).waiting).toMatchObject({ contracts: 0, changes: 2 });
    await store.take(day('2025-03-31'));
    const { waiting, lastTake, newestEvent } = await data();
    expect(waiting.changes).toBe(0);
    expect(lastTake?.asOf).toBe('2025-03-31');
    expect(newestEvent?.text).toContain('2025-02-01T10:00:00Z');
  });

  it('counts what was refused by its code, the most frequent first, and contracts without a rate', async () => {
    await store.apply(fileBatch(['{', '{', created({ currency: 'ZZZ' }), contract('swiss', '2025-01-01', 'CHF')], 'b'));
    await store.fold(day('2025-03-31'));
    await store.take(day('2025-03-31'));
    const { refused, missingRates } = await data();
    expect(refused).toEqual([
      { code: 'not_json', count: 2, waiting: 2 },
      { code: 'unknown_currency', count: 1, waiting: 1 },
    ]);
    expect(missingRates).toEqual([{ currency: 'CHF', contracts: 1, customers: 1 }]);
  });
});

describe('The status', () => {
  it('has the figures of the snapshots of the last day, and says what they leave out', async () => {
    const text = statusText(await status(), PLACES);
    expect(text).toMatch(/^ACV of the whole book on 2025-03-31, in USD\n/);
    expect(text).toContain('LEFT OUT: 1 customer in CHF');
    expect(text).toMatch(/^ACV per customer\* +1,200\.00$/m);
    expect(text).toMatch(/^ARR +2,400\.00 of 2 customers$/m);
    expect(text).toMatch(/^ {2}2025-01 to 2025-03 +▄▄▄$/m);
    expect(text).toMatch(
      /^refused +3 events in 30 days, 3 waiting: not_json 2,\s+unknown_currency 1;\s+acv\s+refused\s+lists\s+all$/m,
    );
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('has the snapshots as they are published as JSON', async () => {
    const [published] = await store.database.query<{ content: unknown }>(
      `SELECT content FROM snapshot_current WHERE grain = 'month' AND period = '2025-03' AND dimension = 'all'`,
    );
    const json = JSON.parse(statusJson(await status(), store.policyId)) as { snapshots: readonly unknown[] };
    expect(json.snapshots[0]).toMatchObject({ period: '2025-03', ...(published?.content as object) });
    expect(json).toMatchObject({ as_of: '2025-03-31', data: { missing_rates: [{ currency: 'CHF' }] } });
  });

  it('names payloads that a former translator or several configs have read, and how to read them anew', async () => {
    expect(statusText(await status(), PLACES)).not.toMatch(/^payloads/m);
    await store.database.query(`INSERT INTO translation_config (config_id, adapter, timezone, dimensions)
      VALUES ('one', '{}', 'UTC', '[]'), ('two', '{}', 'UTC', '[]')`);
    await store.database.query(`INSERT INTO payload (format, translator_version, config_id, origin, value)
      VALUES ('stripe', 1, 'one', 'alike', 'v'), ('stripe', 0, 'one', 'old', 'w'),
        ('stripe', 1, 'one', 'billing', 'x'), ('stripe', 1, 'two', 'billing', 'y'), ('stripe', 1, 'two', 'billing', 'z')`);
    const found = await status();
    expect(found.payloadsReadDifferently).toEqual([
      { format: 'stripe', origin: 'billing', payloads: 3, former: 0, configs: 2 },
      { format: 'stripe', origin: 'old', payloads: 1, former: 1, configs: 1 },
    ]);
    expect(statusText(found, { average: 2, sum: 0, percentage: 1 }).replaceAll(/\s+/g, ' ')).toContain(
      'payloads 3 payloads of billing: 2 configs have read them; acv retranslate --format stripe --adapter adapter.json --from "billing" --dry-run; 1 other source too, as acv doctor says',
    );
    const json = JSON.parse(statusJson(found, store.policyId)) as { payloads_read_differently: readonly unknown[] };
    expect(json.payloads_read_differently[1]).toMatchObject({ origin: 'old', command: 'acv retranslate --dry-run' });
  });

  it('is shown again while it is watched, and only where it changed', async () => {
    const shown: string[] = [];
    let looks = 0;
    const pause = async (): Promise<void> => {
      looks += 1;
      if (looks === 2) await store.rates([{ currency: 'CHF', date: day('2025-01-01'), rate: new Decimal(1) }]);
      if (looks === 2) await store.take(day('2025-03-31'));
      if (looks === 4) throw new Error('interrupted');
    };
    const screen = { show: (text: string) => void shown.push(text), close: () => undefined };
    const watching = {
      place: 'the store',
      screen,
      isTerminal: false,
      json: false,
      places: { average: 2, sum: 0, percentage: 1 },
      everySeconds: 1,
      now: () => new Date(),
      pause,
    };
    await expect(watchStatus(store.database, watching)).rejects.toThrow('interrupted');
    expect(shown.map((text) => /^ARR +(\S+)/m.exec(text)?.[1])).toEqual(['2,400.00', '3,600.00']);
  });
});

describe('The bridge', () => {
  it('ends at the figures of the period, and leaves out movements of nothing', async () => {
    const existing = await existingStore(store.database);
    const text = bridgeText(await explainedChange(existing, changeQuestion({ period: '2025-02' }, 'bridge')), 2);
    expect(text).toMatch(/^opening ARR +2,400\.00 {2}█+$/m);
    expect(text).toMatch(/^new +\+1,200\.00 +▓+$/m);
    expect(text).toMatch(/^closing ARR +3,600\.00 {2}█+$/m);
    expect(text).not.toMatch(/churned/);
    expect(text).toMatch(/^ACV per customer +1,200\.00 {2}█+$/m);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
