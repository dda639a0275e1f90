import { describe, expect, it } from '@jest/globals';
import { Decimal, DEFAULT_POLICY, type FxRate } from '@app/domain';
import { CHEAPER, checked, findingOf, MORE, TEN } from '../../../../test/builders/checked-events.ts';
import { created, day, merged, term } from '../../../../test/builders/events.ts';
import type { RefusedCheck } from './check-events.ts';

const rate = (currency: string, date: string): FxRate => ({ currency, date: day(date), rate: new Decimal(1) });

describe('A check of events', () => {
  it('names both events of a lost change', async () => {
    const found = findingOf(await checked([TEN, CHEAPER, MORE]), 'scheduled_change_lost');
    expect(found?.examples[0]?.events).toEqual([
      { id: 'cheaper', source: '/billing', file: 'events.jsonl', line: 2 },
      { id: 'more', source: '/billing', file: 'events.jsonl', line: 3 },
    ]);
  });

  it('counts every case and keeps three examples', async () => {
    const short = ['a', 'b', 'c', 'd'].map((contract) =>
      created({ contract, customer: contract, term: term('2025-01-01', '2025-12-31') }),
    );
    const found = findingOf(await checked(short), 'end_one_day_short');
    expect(found?.count).toBe(4);
    expect(found?.examples.map(({ events }) => events[0]?.line)).toEqual([1, 2, 3]);
  });

  it('counts events, contracts and customers, with their first and last days', async () => {
    const report = await checked([
      TEN,
      CHEAPER,
      created({ contract: 'sub-2', customer: 'cus-2', currency: 'EUR', term: term('2024-03-01', '2025-03-01') }),
      merged('cus-2', 'cus-1', { time: '2026-02-01T08:00:00Z' }),
      TEN,
    ]);
    expect(report).toMatchObject({
      events: { accepted: 4, repeated: 1, refused: 0 },
      contracts: 2,
      customers: 2,
      effective: { first: '2024-03-01', last: '2025-12-01' },
      recorded: {
        first: created({ time: '2024-03-01T00:00:00Z' }).recordedAt,
        last: merged('a', 'b', { time: '2026-02-01T08:00:00Z' }).recordedAt,
      },
    });
  });

  it('counts refusals by code, with the first lines, and passes each one on', async () => {
    const refused: RefusedCheck[] = [];
    const report = await checked(['{', '{', '{', '{', TEN, { ...TEN, currency: 'EUR' }], {}, refused);
    expect(report.refusals).toMatchObject([
      { code: 'not_json', count: 4, first: [{ line: 1 }, { line: 2 }, { line: 3 }] },
      { code: 'id_conflict', count: 1, first: [{ file: 'events.jsonl', line: 6 }] },
    ]);
    expect(refused.map(({ line: at }) => at)).toEqual([1, 2, 3, 4, 6]);
    expect(report.currencies.map(({ currency }) => currency)).toEqual(['USD']);
  });

  it('takes the same event with its keys in another order for a repeat', async () => {
    const again =
      '{"data":{"into":"b","customer_id":"a"},"time":"2025-01-01T00:00:00Z","type":"customer.merged","source":"/crm","id":"m","specversion":"1.0"}';
    const first =
      '{"specversion":"1.0","id":"m","source":"/crm","type":"customer.merged","time":"2025-01-01T00:00:00Z","data":{"customer_id":"a","into":"b"}}';
    expect((await checked([first, again])).events).toEqual({ accepted: 1, repeated: 1, refused: 0 });
  });

  describe('of currencies', () => {
    const euros = created({ currency: 'EUR' });
    const lacking = async (rates: readonly FxRate[] | null, fx: typeof DEFAULT_POLICY.fx = { mode: 'period_end' }) =>
      findingOf(
        await checked([euros, created({ contract: 'b' })], { rates, policy: { ...DEFAULT_POLICY, fx } }),
        'currency_without_rate',
      )?.examples[0]?.text;

    it('finds those without a rate, and those whose rates begin too late', async () => {
      expect(await lacking([])).toBe('EUR: no rate');
      expect(await lacking([rate('EUR', '2025-01-02')])).toBe('EUR: rates from 2025-01-02, contracts from 2025-01-01');
      expect(await lacking([rate('EUR', '2025-01-02')], { mode: 'constant', date: day('2025-01-01') })).toBe(
        'EUR: no rate on or before 2025-01-01',
      );
    });

    it('is silent where rates begin in time, where a constant rate holds on every day, and without rates', async () => {
      expect(await lacking([rate('EUR', '2025-01-01')])).toBeUndefined();
      expect(await lacking([rate('EUR', '2025-02-01')], { mode: 'constant', date: day('2025-12-31') })).toBeUndefined();
      expect(await lacking(null)).toBeUndefined();
    });
  });
});
