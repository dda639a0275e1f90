import { describe, expect, it } from '@jest/globals';
import { amended, cancelled, contract, day, term } from '../../../../test/builders/events.ts';
import { commitment, line, oneTime, percentOff } from '../../../../test/builders/lines.ts';
import type { ContractEvent } from '../facts/contract-event.ts';
import { foldTimeline } from '../facts/timeline.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { valuationOf } from '../valuation/valuation.ts';
import { contractSpans } from './contract-spans.ts';

const HORIZON = day('2027-06-01');

const spans = (events: readonly ContractEvent[], since: string | null = null) => {
  const timeline = foldTimeline(events);
  const valuation = valuationOf(timeline, DEFAULT_POLICY);
  return contractSpans(timeline, valuation, { since: since === null ? null : day(since), horizon: HORIZON });
};

const drawn = (events: readonly ContractEvent[], since: string | null = null): readonly string[] =>
  spans(events, since).spans.map(({ from, to, measures }) => `${from}..${to ?? ''} ${measures.arr.toFixed()}`);

const RENEWING = term('2025-01-01', '2026-01-01', true);

describe('the spans of a contract', () => {
  it('are one where nothing changes, for good where it renews alike', () => {
    expect(drawn(contract())).toEqual(['2025-01-01..2026-01-01 1200']);
    expect(drawn(contract({ term: term('2025-01-01', null) }))).toEqual(['2025-01-01.. 1200']);
    expect(drawn(contract({ term: RENEWING }))).toEqual(['2025-01-01.. 1200']);
    expect(spans(contract({ term: RENEWING })).knownUntil).toBeNull();
  });

  it('begin and end where a line, a discount or another event does', () => {
    const events = contract(
      {
        lines: [
          line({ id: 'a' }),
          line({ id: 'b', start: '2025-03-01', end: '2025-05-01' }),
          line({ id: 'c', start: '2025-06-01', discounts: [percentOff(50, { start: '2025-07-01' })] }),
        ],
      },
      cancelled({ effective: '2025-09-01', version: 1 }),
    );
    expect(drawn(events)).toEqual([
      '2025-01-01..2025-03-01 1200',
      '2025-03-01..2025-05-01 2400',
      '2025-05-01..2025-06-01 1200',
      '2025-06-01..2025-07-01 2400',
      '2025-07-01..2025-09-01 1800',
    ]);
  });

  it('cover also the days on which the contract is active and worth nothing', () => {
    expect(drawn(contract({ lines: [] }))).toEqual(['2025-01-01..2026-01-01 0']);
  });

  it('are parted where another event governs, though it moves no amount', () => {
    const events = contract({}, amended({ effective: '2025-05-01', version: 1, attributes: { tier: 'gold' } }));
    expect(drawn(events)).toEqual(['2025-01-01..2025-05-01 1200', '2025-05-01..2026-01-01 1200']);
  });

  it('go on alike behind the renewal that holds the last one-time line', () => {
    const events = contract({ term: RENEWING, lines: [line(), oneTime('2026-05-01')] });
    const worth = spans(events).spans.map(({ from, to, measures }) => [from, to, measures.oneTime.toFixed()]);
    expect(worth).toEqual([
      ['2025-01-01', '2026-01-01', '0'],
      ['2026-01-01', '2027-01-01', '2500'],
      ['2027-01-01', null, '0'],
    ]);
  });

  it('are kept to the horizon where renewals differ, because months do', () => {
    const thirty = contract({ term: term('2025-01-01', '2025-01-31', true) });
    const { spans: all, knownUntil } = spans(thirty);
    expect(knownUntil !== null && knownUntil >= HORIZON).toBe(true);
    expect(all.at(-1)?.to).toBe(knownUntil);
    expect(all.length).toBeGreaterThan(12);
  });

  it('are drawn no further than the horizon, though the contract ends later', () => {
    const daily = contract(
      { term: term('2025-01-01', '2025-01-02', true) },
      cancelled({ effective: '2199-12-31', version: 1 }),
    );
    const { spans: all, knownUntil } = spans(daily);
    expect([all.at(-1)?.to, knownUntil]).toEqual([HORIZON, HORIZON]);
    expect(all.length).toBeLessThan(100);
  });

  it('are one up to a scheduled end where renewals are alike', () => {
    const yearly = contract({ term: RENEWING }, cancelled({ effective: '2150-06-01', version: 1 }));
    expect(drawn(yearly)).toEqual(['2025-01-01..2150-06-01 1200']);
    expect(spans(yearly).knownUntil).toBeNull();
  });

  it('value renewals that are alike once', () => {
    const timeline = foldTimeline(
      contract({
        term: term('2025-01-01', '2025-01-02', true),
        lines: [line({ end: '2025-09-01' }), line({ id: 'b' })],
      }),
    );
    const valuation = valuationOf(timeline, DEFAULT_POLICY);
    let valued = 0;
    const value: typeof valuation.governed.value = (...given) => {
      valued += 1;
      return valuation.governed.value(...given);
    };
    const { spans: all } = contractSpans(
      timeline,
      { ...valuation, governed: { ...valuation.governed, value } },
      { since: null, horizon: HORIZON },
    );
    expect(all.at(-1)?.to).toBe(HORIZON);
    // Months of 28, 30 and 31 days before and after the change, and the days at it; 881 days in all.
    expect(valued).toBeLessThan(15);
  });

  it('stop at the end that the contract has, horizon or not', () => {
    const thirty = contract(
      { term: term('2025-01-01', '2025-01-31', true) },
      cancelled({ effective: '2025-03-15', version: 1 }),
    );
    const { spans: all, knownUntil } = spans(thirty);
    expect(knownUntil).toBeNull();
    expect(all.at(-1)?.to).toBe('2025-03-15');
  });

  it('from a day on are those of all days, without what lies before', () => {
    const events = contract({}, amended({ effective: '2025-05-01', version: 1, lines: [line({ price: 200 })] }));
    expect(drawn(events, '2025-05-01')).toEqual(['2025-05-01..2026-01-01 2400']);
  });

  it('hold the lines that the value is made of, each by itself', () => {
    const events = contract({
      lines: [
        line({ id: 'a', quantity: 2 }),
        line({ id: 'b', quantity: 3, discounts: [percentOff(50)] }),
        commitment({ id: 'c', product: 'other', per: 'year' }),
        line({ id: 'later', start: '2025-06-01' }),
      ],
    });
    const [first] = spans(events).spans;
    expect(
      first?.lines.map(({ lineId, kind, product, gross, net, quantity }) => [
        lineId,
        kind,
        product,
        ...[gross, net, quantity].map(String),
      ]),
    ).toEqual([
      ['a', 'recurring', 'core', '2400', '2400', '2'],
      ['b', 'recurring', 'core', '3600', '1800', '3'],
      ['c', 'usage_commitment', 'other', '500', '500', '500'],
    ]);
  });
});
