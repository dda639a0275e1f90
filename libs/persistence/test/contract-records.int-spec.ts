import { describe, expect, it } from '@jest/globals';
import { cancelled, created, day, term } from '../../../test/builders/events.ts';
import { line } from '../../../test/builders/lines.ts';
import { type OpenStore, TOPICS } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

type Published = Readonly<{ arr: string; valid_from: string; valid_to: string | null; revision: number }>;

const published = async (): Promise<readonly Published[]> => {
  const records: Published[] = [];
  await store.outbox.publishNext(TOPICS.contracts, 100, async (outgoing) => {
    records.push(...outgoing.map(({ value }) => JSON.parse(String(value))));
  });
  return records;
};

describe('the record of a contract for subscribers', () => {
  const ramp = created({
    term: term('2025-01-01', '2026-01-01'),
    lines: [line({ id: 'a', end: '2025-03-01' }), line({ id: 'b', price: 200, start: '2025-03-01' })],
  });

  it('is published when a fold changes it, and not when a fold leaves it as it is', async () => {
    await store.apply(fileBatch([ramp]));
    await store.fold(day('2025-02-01'));
    expect(await published()).toMatchObject([
      { arr: '1200', valid_from: '2025-01-01', valid_to: '2025-03-01', revision: 1 },
    ]);
    await store.apply(fileBatch([created({ id: 'again', term: ramp.term, lines: ramp.lines, version: 1 })]));
    await store.fold(day('2025-02-01'));
    expect(await published()).toEqual([]);
  });

  it('is published again on a day on which a span begins or ends, and on no other day', async () => {
    await store.apply(fileBatch([ramp]));
    await store.fold(day('2025-02-01'));
    await published();
    const turn = async (before: string, today: string) => {
      await store.books.turnDay(day(before), day(today));
      await store.fold(day(today));
      return published();
    };
    expect(await turn('2025-02-01', '2025-02-28')).toEqual([]);
    expect(await turn('2025-02-28', '2025-03-01')).toMatchObject([
      { arr: '2400', valid_from: '2025-03-01', revision: 2 },
    ]);
    expect(await turn('2025-03-01', '2026-01-05')).toMatchObject([
      { arr: '0', valid_from: '2026-01-01', valid_to: null, revision: 3 },
    ]);
  });

  it('shows the first span before that span begins', async () => {
    await store.apply(fileBatch([ramp]));
    await store.fold(day('2024-12-01'));
    expect(await published()).toMatchObject([{ arr: '1200', valid_from: '2025-01-01' }]);
  });

  it('has no ARR if the contract is cancelled from its first day', async () => {
    await store.apply(fileBatch([ramp]));
    await store.fold(day('2025-02-01'));
    await published();
    await store.apply(fileBatch([cancelled({ effective: '2025-01-01', version: 1 })]));
    await store.fold(day('2025-02-01'));
    expect(await published()).toMatchObject([{ arr: '0', customer_id: 'cus-1', currency: 'USD', revision: 2 }]);
  });

  it('does not exist if the contract has only a cancellation', async () => {
    await store.apply(fileBatch([cancelled({ effective: '2025-01-01' })]));
    await store.fold();
    expect(await published()).toEqual([]);
  });
});
