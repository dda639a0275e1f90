import { describe, expect, it } from '@jest/globals';
import type { ContractEvent } from '@app/domain';
import { amended, cancelled, created, day, term } from '../../../../test/builders/events.ts';
import { line, oneTime } from '../../../../test/builders/lines.ts';
import { eventsOfPeriod } from './events-of-period.ts';

const MARCH = { start: day('2025-03-01'), measuredOn: day('2025-03-31') };

const idsIn = (...events: readonly ContractEvent[]): readonly string[] =>
  eventsOfPeriod(events, 0, MARCH).map(({ id }) => id);

const first = created({ id: 'first', effective: '2025-01-01', term: term('2025-01-01', '2026-01-01') });

describe('the events that a period sees', () => {
  it('leave out those that take effect after its measured day', () => {
    const inApril = amended({ id: 'in April', effective: '2025-04-01', version: 1 });
    const ending = cancelled({ id: 'ends in May', effective: '2025-05-01', version: 2 });
    expect(idsIn(first, inApril, ending)).toEqual(['first']);
    expect(idsIn(first, amended({ id: 'in March', effective: '2025-03-31', version: 1 }))).toEqual([
      'first',
      'in March',
    ]);
  });

  it('leave out a renewal that was signed before and waits for its term', () => {
    const early = amended({
      id: 'early',
      effective: '2025-03-10',
      version: 1,
      term: term('2026-01-01', '2027-01-01'),
    });
    expect(idsIn(first, early)).toEqual(['first']);
  });

  it('keep a contract that was closed in it, and a one-time line of its days', () => {
    const later = { effective: '2025-05-01', term: term('2025-05-01', '2026-05-01') };
    expect(idsIn(created({ id: 'closed', ...later, closed: '2025-03-20' }))).toEqual(['closed']);
    expect(idsIn(created({ id: 'before', ...later, closed: '2025-02-20' }))).toEqual([]);
    expect(idsIn(created({ id: 'fee', ...later, lines: [line(), oneTime('2025-03-01')] }))).toEqual(['fee']);
    expect(idsIn(created({ id: 'fee', ...later, lines: [line(), oneTime('2025-05-01')] }))).toEqual([]);
  });
});
