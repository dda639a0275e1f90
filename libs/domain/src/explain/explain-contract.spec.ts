import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amended, anchored, cancelled, contract, created, day, term } from '../../../../test/builders/events.ts';
import { histories, policies, somewhen } from '../../../../test/builders/histories.ts';
import { amountOffAll, line, oneTime, percentOff, percentOffAll } from '../../../../test/builders/lines.ts';
import { spansOf } from '../../../../test/builders/worth.ts';
import { round10 } from '../money/rounding.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { NO_MEASURES } from '../valuation/measures.ts';
import { type ContractExplanation, explainContract, type ExplainedWorth } from './explain-contract.ts';

const on = (events: Parameters<typeof explainContract>[0], date: string, changes = {}): ContractExplanation =>
  explainContract(events, day(date), { ...DEFAULT_POLICY, ...changes });

const worthOf = ({ worth }: ContractExplanation): ExplainedWorth => {
  if (worth === null) throw new Error('the contract is not active');
  return worth;
};

describe('the events of an explanation', () => {
  it('are in record order, whatever their order of arrival', () => {
    const events = contract(
      {},
      amended({ effective: '2025-05-01', version: 1 }),
      cancelled({ effective: '2025-09-01', version: 2 }),
    );
    const { events: explained } = on(events.toReversed(), '2025-06-01');
    expect(explained.map(({ event }) => event.kind)).toEqual(['created', 'amended', 'cancelled']);
    expect(explained.map(({ governs }) => governs?.start)).toEqual(['2025-01-01', '2025-05-01', '2025-09-01']);
  });

  it('name the later record that took all of their days', () => {
    const late = amended({ id: 'late', effective: '2025-03-01', version: 2 });
    const { events } = on(contract({}, amended({ effective: '2025-05-01', version: 1 }), late), '2025-06-01');
    expect(events.map(({ governs, replacedBy }) => [governs === null, replacedBy?.id ?? null])).toEqual([
      [false, null],
      [true, 'late'],
      [false, null],
    ]);
  });

  it('take effect with their term if they are early renewals', () => {
    const renewal = amended({ effective: '2025-11-10', version: 1, term: term('2026-01-01', '2027-01-01') });
    expect(on(contract({}, renewal), '2025-12-01').events[1]?.effectiveDay).toBe('2026-01-01');
  });

  it('say why a contract is not active', () => {
    const ended = on(contract(), '2026-01-01');
    expect([ended.governing?.kind, ended.worth, ended.measures]).toEqual(['created', null, NO_MEASURES]);
    expect(on(contract(), '2024-12-31').governing).toBeNull();
  });
});

describe('the worth of an explanation', () => {
  it('ignores a promotion in the rate, and counts it in the value', () => {
    const events = contract({ lines: [line({ discounts: [percentOff(50, { end: '2025-04-01' }), percentOff(10)] })] });
    const { lines, arr, contractValue } = worthOf(on(events, '2025-02-01'));
    const discounts = lines[0]?.discounts.map(({ isActive, lasts, counts, leaves }) => [
      isActive,
      lasts,
      counts,
      leaves?.toString(),
    ]);
    expect(discounts).toEqual([
      [true, false, false, undefined],
      [true, true, true, '90'],
    ]);
    expect(arr.toString()).toBe('1080');
    expect(contractValue?.pieces.map(({ start, end, value }) => [start, end, value.toString()])).toEqual([
      ['2025-01-01', '2025-04-01', '135'],
      ['2025-04-01', '2026-01-01', '810'],
    ]);
  });

  it('says whose rates governed each piece', () => {
    const seats = amended({ id: 'seats', effective: '2025-05-01', version: 1, lines: [line({ quantity: 2 })] });
    const { contractValue, acv } = worthOf(
      on([created({ id: 'first' }), seats], '2025-06-01', { amendmentBasis: 'whole_term' }),
    );
    expect(contractValue?.pieces.map(({ governedBy, months }) => [governedBy, months.toString()])).toEqual([
      ['first', '4'],
      ['seats', '8'],
    ]);
    expect(acv.rule === 'average' && acv.over.pieces.length).toBe(2);
  });

  it('counts renewals from the stated term', () => {
    const pilot = contract({ term: term('2025-01-31', '2025-02-28', true) });
    expect(worthOf(on(pilot, '2025-06-15')).term).toMatchObject({ renewal: 4, start: '2025-05-31', end: '2025-06-30' });
    const thirtyDays = contract({ term: term('2025-01-01', '2025-01-31', true) });
    expect(worthOf(on(thirtyDays, '2025-03-15')).term).toMatchObject({ renewal: 2, start: '2025-03-02' });
  });

  it('says which rule the ACV follows', () => {
    const rule = (events: Parameters<typeof on>[0], changes = {}) =>
      worthOf(on(events, '2025-06-15', changes)).acv.rule;
    expect(rule(contract({ term: term('2025-01-01', null) }))).toBe('evergreen');
    expect(rule(contract({ term: term('2025-01-01', '2025-02-01', true) }))).toBe('short_renewal');
    expect(rule(contract())).toBe('average');
    expect(rule(contract(), { ramp: 'exit_run_rate' })).toBe('exit_rate');
  });

  it('lists the one-time lines of the term', () => {
    const { charges } = worthOf(
      on(contract({ lines: [line(), oneTime('2024-12-01'), oneTime('2026-02-01', 10, 'later')] }), '2025-02-01'),
    );
    expect(charges.map(({ counts }) => counts)).toEqual([true, false]);
  });
});

describe('the explanation of the finer rules', () => {
  it('says whether versions order the events', () => {
    expect(on(contract(), '2025-06-01').byVersions).toBe(true);
    expect(on(contract({}, amended({ version: null, effective: '2025-05-01' })), '2025-06-01').byVersions).toBe(false);
  });

  it('leads from the lines over the discounts of the contract to the rate', () => {
    const events = contract({
      lines: [line({ id: 'a', price: 30 }), line({ id: 'b', price: 40 })],
      discounts: [percentOffAll(5, { end: '2025-02-01' }), amountOffAll(50)],
    });
    const { discounts, lines, arr } = worthOf(on(events, '2025-01-15'));
    expect([discounts?.sum, discounts?.left, arr].map(String)).toEqual(['840', '240', '240']);
    expect(discounts?.discounts.map(({ lasts, counts, leaves }) => [lasts, counts, leaves?.toString()])).toEqual([
      [false, false, undefined],
      [true, true, '240'],
    ]);
    expect(lines.map(({ ownRate, annualRate }) => [String(ownRate), annualRate.toFixed(4)])).toEqual([
      ['360', '102.8571'],
      ['480', '137.1429'],
    ]);
    expect(worthOf(on(contract(), '2025-01-15')).discounts).toBeNull();
  });

  it('says which lines are free in a trial', () => {
    const free = contract({ lines: [line({ discounts: [percentOff(100, { end: '2025-02-01' })] })] });
    const { trial, lines, grossArr } = worthOf(on(free, '2025-01-15'));
    expect(trial).toEqual({ start: '2025-01-01', end: '2025-02-01' });
    expect([lines[0]?.isInTrial, String(lines[0]?.ownRate), String(lines[0]?.annualRate)]).toEqual([true, '1200', '0']);
    expect(grossArr.isZero()).toBe(true);
    expect(worthOf(on(free, '2025-02-01')).lines[0]?.isInTrial).toBe(false);
  });

  it('shows the amount that a line bills, and a term with its anchor and its days of grace', () => {
    const weekly = contract({ lines: [line({ price: 7, per: 'week' })] });
    const { contractValue } = worthOf(on(weekly, '2025-06-01'));
    expect(contractValue?.pieces.map(({ billed, value }) => [billed?.days, billed?.ofDays, value.toString()])).toEqual([
      [365, 7, '365'],
    ]);
    const lapsed = contract({ term: anchored(term('2025-02-28', '2025-03-31'), '2025-01-31') });
    expect(worthOf(on(lapsed, '2025-04-15', { renewalGraceDays: 30 })).term).toMatchObject({
      ...{ renewal: 1, wholeMonths: 1, isInGrace: true, graceDays: 30 },
      ...{ start: '2025-03-31', end: '2025-04-30', stated: { autoRenew: false } },
    });
  });
});

describe('every explanation', () => {
  const RUNS = { numRuns: 300 };

  it('ends in the measures of the span that holds the day, and its pieces add up', () => {
    fc.assert(
      fc.property(histories(), policies, somewhen, (events, policy, date) => {
        const { measures, worth } = explainContract(events, date, policy);
        const { spans } = spansOf(events, policy, day('2040-01-01'));
        const span = spans.find(({ from, to }) => from <= date && (to === null || date < to));
        expect(measures).toEqual(span?.measures ?? NO_MEASURES);
        if (worth === null) return;
        expect(worth.contractValue === null ? null : round10(worth.contractValue.value)).toEqual(
          measures.contractValue,
        );
        const { acv } = worth;
        if (acv.rule === 'average')
          expect(round10(acv.over.value.div(acv.over.months).times(12))).toEqual(measures.acv);
        const rates = worth.lines.reduce((sum, { annualRate }) => sum.plus(annualRate), NO_MEASURES.arr);
        expect(round10(rates)).toEqual(measures.arr);
        const left = worth.discounts?.left ?? worth.arr;
        expect(round10(worth.lines.some(({ isInTrial }) => isInTrial) ? rates : left)).toEqual(measures.arr);
      }),
      RUNS,
    );
  });
});
