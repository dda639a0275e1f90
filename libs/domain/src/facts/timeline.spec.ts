import { describe, expect, it } from '@jest/globals';
import { amended, cancelled, created, day, term } from '../../../../test/builders/events.ts';
import { line } from '../../../../test/builders/lines.ts';
import type { ContractEvent } from './contract-event.ts';
import { governing } from './governing-event.ts';
import { foldTimeline } from './timeline.ts';

const on = (events: readonly ContractEvent[], date: string): string | null =>
  governing(foldTimeline(events), day(date))?.event.id ?? null;

const entries = (events: readonly ContractEvent[]): readonly string[] =>
  foldTimeline(events).map(({ from, event }) => `${from} ${event.id}`);

describe('the governing event', () => {
  it('is the last one in record order that has taken effect', () => {
    const events = [
      created({ id: 'first' }),
      amended({ id: 'second', effective: '2025-04-01', version: 1 }),
      amended({ id: 'third', effective: '2025-07-01', version: 2 }),
    ];
    expect(
      ['2024-12-31', '2025-01-01', '2025-03-31', '2025-04-01', '2025-12-01'].map((date) => on(events, date)),
    ).toEqual([null, 'first', 'first', 'second', 'third']);
  });

  it('is the backdated one from its day on: it replaces all earlier records, also those scheduled for later', () => {
    const events = [
      created({ id: 'first' }),
      amended({ id: 'scheduled', effective: '2025-07-01', version: 1 }),
      amended({ id: 'backdated', effective: '2025-02-01', version: 2 }),
    ];
    expect(entries(events)).toEqual(['2025-01-01 first', '2025-02-01 backdated']);
  });

  it('is the amendment recorded after a cancellation, which revives the contract', () => {
    const events = [
      created({ id: 'first' }),
      cancelled({ id: 'end', effective: '2025-06-01', version: 1 }),
      amended({ id: 'again', effective: '2025-04-01', version: 2 }),
    ];
    expect(entries(events)).toEqual(['2025-01-01 first', '2025-04-01 again']);
  });

  it('is the amendment whose creation has not arrived', () => {
    expect(on([amended({ id: 'alone' })], '2025-05-01')).toBe('alone');
  });

  it('is the last one in record order of several with the same day', () => {
    const sameTime = { effective: '2025-03-01', time: '2025-02-01T00:00:00Z' };
    expect(entries([amended({ id: 'b', ...sameTime }), amended({ id: 'a', ...sameTime })])).toEqual(['2025-03-01 b']);
  });
});

describe('an early renewal', () => {
  const next = term('2026-01-01', '2027-01-01');

  it('takes effect with its term if the contract is active until then', () => {
    const events = [
      created({ id: 'year' }),
      amended({ id: 'renewal', effective: '2025-11-15', term: next, version: 1 }),
    ];
    expect(entries(events)).toEqual(['2025-01-01 year', '2026-01-01 renewal']);
  });

  it('takes effect on its own day if the contract was not active on the day before', () => {
    const events = [
      created({ id: 'year', term: term('2025-01-01', '2025-11-15') }),
      amended({ id: 'renewal', effective: '2025-11-16', term: next, version: 1 }),
    ];
    expect(entries(events)).toEqual(['2025-01-01 year', '2025-11-16 renewal']);
  });

  it('goes by the day before, on which the term may still be active', () => {
    const events = [
      created({ id: 'year', term: term('2025-01-01', '2025-11-15') }),
      amended({ id: 'renewal', effective: '2025-11-15', term: next, version: 1 }),
    ];
    expect(entries(events)).toEqual(['2025-01-01 year', '2026-01-01 renewal']);
  });

  it('takes effect with its term if days of grace keep the contract active until then', () => {
    const events = [
      created({ id: 'year', term: term('2025-01-01', '2025-11-10') }),
      amended({ id: 'renewal', effective: '2025-11-16', term: next, version: 1 }),
    ];
    const entriesWith = (graceDays: number) =>
      foldTimeline(events, graceDays).map(({ from, event }) => [from, event.id]);
    expect(entriesWith(5)).toEqual([
      ['2025-01-01', 'year'],
      ['2025-11-16', 'renewal'],
    ]);
    expect(entriesWith(6)).toEqual([
      ['2025-01-01', 'year'],
      ['2026-01-01', 'renewal'],
    ]);
  });

  it('depends only on the events recorded before it', () => {
    const renewal = amended({ id: 'renewal', effective: '2025-11-15', term: next, version: 1 });
    expect(entries([renewal, created({ id: 'year', version: 2 })])).toEqual(['2025-01-01 year']);
    expect(
      entries([created({ id: 'year', version: 0 }), cancelled({ id: 'end', effective: '2025-06-01' }), renewal]),
    ).toEqual(['2025-01-01 year', '2025-06-01 end', '2025-11-15 renewal']);
  });

  it('is always an amendment: a creation takes effect on its own day', () => {
    const events = [created({ id: 'year' }), created({ id: 'other', effective: '2025-11-15', term: next, version: 1 })];
    expect(entries(events)).toEqual(['2025-01-01 year', '2025-11-15 other']);
  });
});

describe('a change of currency', () => {
  const currencies = (events: readonly ContractEvent[]) =>
    foldTimeline(events).map(({ currencySince }) => currencySince);

  it('does not exist at the beginning; after that the latest one counts', () => {
    expect(
      currencies([
        created({ currency: 'USD' }),
        amended({ currency: 'EUR', effective: '2025-03-01', version: 1 }),
        amended({ currency: 'EUR', effective: '2025-05-01', version: 2, lines: [] }),
        amended({ currency: 'USD', effective: '2025-07-01', version: 3 }),
      ]),
    ).toEqual([null, '2025-03-01', '2025-03-01', '2025-07-01']);
  });

  it('is neither a cancellation, which has no currency, nor the same currency again', () => {
    expect(
      currencies([
        created({ currency: 'USD' }),
        cancelled({ effective: '2025-03-01', version: 1 }),
        amended({ currency: 'USD', effective: '2025-05-01', version: 2 }),
      ]),
    ).toEqual([null, null, null]);
  });

  it('is seen across a cancellation', () => {
    expect(
      currencies([
        created({ currency: 'USD' }),
        cancelled({ effective: '2025-03-01', version: 1 }),
        amended({ currency: 'EUR', effective: '2025-05-01', version: 2 }),
      ]),
    ).toEqual([null, null, '2025-05-01']);
  });
});

describe('the day of the latest economic change', () => {
  const since = (events: readonly ContractEvent[]) => foldTimeline(events).map(({ economicSince }) => economicSince);

  it('stays if an amendment changes nothing economic', () => {
    expect(
      since([
        created(),
        amended({ effective: '2025-03-01', version: 1, attributes: { tier: 'gold' }, customer: 'cus-2' }),
        amended({ effective: '2025-05-01', version: 2, lines: [line({ price: 120 })] }),
      ]),
    ).toEqual(['2025-01-01', '2025-01-01', '2025-05-01']);
  });

  it('begins anew if other content came in between', () => {
    expect(
      since([
        created(),
        amended({ effective: '2025-03-01', version: 1, lines: [] }),
        amended({ effective: '2025-05-01', version: 2 }),
        cancelled({ effective: '2025-06-01', version: 3 }),
        amended({ effective: '2025-07-01', version: 4 }),
      ]),
    ).toEqual(['2025-01-01', '2025-03-01', '2025-05-01', '2025-06-01', '2025-07-01']);
  });
});
