import { beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@app/domain';
import { PostgresMissingRates } from '@app/persistence';
import { created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withStore((opened) => {
  store = opened;
});

const missing = () => new PostgresMissingRates(store.database, store.policy);

/** Two contracts of one customer in euros and one of another in dollars, from January on; a rate from February on. */
beforeAll(async () => {
  const from = term('2025-01-01', null);
  await store.apply(
    fileBatch([
      created({ contract: 'a', customer: 'one', currency: 'EUR', term: from }),
      created({ contract: 'b', customer: 'one', currency: 'EUR', term: from }),
      created({ contract: 'c', customer: 'two', term: from }),
    ]),
  );
  await store.rates([{ currency: 'EUR', date: day('2025-02-15'), rate: new Decimal('1.1') }]);
  await store.take(day('2025-03-10'));
});

describe('missing rates', () => {
  it('are listed for the periods whose snapshots lack them, with customers counted once', async () => {
    expect(await missing().inPeriods()).toEqual([
      { grain: 'month', period: '2025-01', measuredOn: '2025-01-31', currency: 'EUR', contracts: 2, customers: 1 },
    ]);
  });

  it('are those of a day on which none of the days asked for has a rate', async () => {
    const january = day('2025-01-31');
    expect(await missing().onDay(january, [january])).toEqual([{ currency: 'EUR', contracts: 2, customers: 1 }]);
    expect(await missing().onDay(january, [january, day('2025-03-10')])).toEqual([]);
  });

  it('are none as of the last day taken, until a contract comes in a currency without a rate', async () => {
    const today = day('2025-03-10');
    expect(await missing().latest(today)).toEqual([]);
    await store.apply(
      fileBatch([created({ contract: 'd', customer: 'one', currency: 'JPY', term: term('2025-03-01', null) })], 'more'),
    );
    await store.take(today);
    expect(await missing().latest(today)).toEqual([{ currency: 'JPY', contracts: 1, customers: 1 }]);
  });

  it('are a column of the current snapshots', async () => {
    const rows = await store.database.query<{ period: string; missing_fx: readonly string[] }>(
      `SELECT period, missing_fx FROM snapshot_current WHERE dimension = 'all' ORDER BY period`,
    );
    expect(rows.map(({ period, missing_fx }) => [period, ...missing_fx])).toEqual([
      ['2025-01', 'EUR'],
      ['2025-02'],
      ['2025-03', 'JPY'],
    ]);
  });

  it('leave a contract out that has ended since the day before: its customer did not churn', async () => {
    const ended = created({
      contract: 'e',
      customer: 'three',
      currency: 'SEK',
      term: term('2025-02-01', '2025-03-01'),
    });
    await store.apply(fileBatch([ended], 'ended'));
    await store.take(day('2025-03-10'));
    const rows = await store.database.query(
      `SELECT content ->> 'opening_logos' AS opening, content ->> 'churned_logos' AS churned, content ->> 'missing_fx' AS missing
       FROM snapshot_current WHERE dimension = 'all' AND period = '2025-03'`,
    );
    expect(rows).toEqual([{ opening: '2', churned: '0', missing: '["JPY","SEK"]' }]);
  });
});
