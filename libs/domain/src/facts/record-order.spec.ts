import { describe, expect, it } from '@jest/globals';
import { amended, cancelled, created } from '../../../../test/builders/events.ts';
import { inRecordOrder, recordOrder } from './record-order.ts';

const ids = (events: readonly Readonly<{ id: string }>[]) => events.map(({ id }) => id);

describe('the record order of a contract', () => {
  it('goes by version before time', () => {
    const first = amended({ id: 'first', version: 1, time: '2025-06-01T00:00:00Z' });
    const second = amended({ id: 'second', version: 2, time: '2025-01-01T00:00:00Z' });
    expect(ids(inRecordOrder([second, first]))).toEqual(['first', 'second']);
  });

  it('goes by time if one event states no version', () => {
    const events = [
      amended({ id: 'second', version: 2, time: '2025-01-01T00:00:00Z' }),
      amended({ id: 'first', version: 1, time: '2025-06-01T00:00:00Z' }),
      amended({ id: 'none', version: null, time: '2025-03-01T00:00:00Z' }),
    ];
    expect(ids(inRecordOrder(events))).toEqual(['second', 'none', 'first']);
  });

  it('puts a creation first and a cancellation last among events of the same time, whatever their ids', () => {
    const at = { time: '2025-01-01T00:00:00Z' };
    const events = [
      cancelled({ id: 'a', effective: '2025-01-01', ...at }),
      amended({ id: 'b', ...at }),
      created({ id: 'c', ...at }),
    ];
    expect(ids(inRecordOrder(events))).toEqual(['c', 'b', 'a']);
  });

  it('compares times as instants, to the nanosecond, whatever their zone', () => {
    const events = [
      amended({ id: 'c', time: '2025-01-01T12:00:00.000000002Z' }),
      amended({ id: 'b', time: '2025-01-01T13:00:00.000000001+01:00' }),
      amended({ id: 'a', time: '2025-01-01T13:00:00Z' }),
    ];
    expect(ids(inRecordOrder(events))).toEqual(['b', 'c', 'a']);
  });

  it('ends with ids and then sources, by code point', () => {
    const events = [
      amended({ id: '\u{1F600}' }),
      amended({ id: '\uFF5E' }),
      amended({ id: 'a', source: 'z' }),
      amended({ id: 'a', source: 'Z' }),
      amended({ id: 'B' }),
    ];
    expect(inRecordOrder(events).map(({ id, source }) => `${id} ${source}`)).toEqual([
      'B /billing',
      'a Z',
      'a z',
      '\uFF5E /billing',
      '\u{1F600} /billing',
    ]);
  });

  it('does not order an event against itself', () => {
    expect(recordOrder(true)(amended(), amended())).toBe(0);
  });
});
