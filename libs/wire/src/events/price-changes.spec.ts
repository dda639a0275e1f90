import { describe, expect, it } from '@jest/globals';
import { addDays } from '@app/domain';
import { day } from '../../../../test/builders/events.ts';
import { withData } from '../../test/example.ts';
import { PRICE_CHANGES_MAX } from './price-changes.ts';
import { readEvent } from './read-event.ts';

/** Percentages off that each end on another day, from the `first` on. */
const promotions = (count: number, first: number) =>
  Array.from({ length: count }, (_, at) => ({
    type: 'percent',
    value: '1',
    end: addDays(day('2025-02-01'), first + at),
  }));

/** As short as a line can be: an event has at most a mebibyte. */
const line = (id: string, changes: object = {}) => ({
  id,
  kind: 'recurring',
  product: 'p',
  unit_price: '1',
  per: 'day',
  ...changes,
});

const lines = (count: number, promoted: (at: number) => readonly unknown[]) =>
  Array.from({ length: count }, (_, at) => line(`l${at}`, { discounts: promoted(at) }));

const codeOf = (data: Readonly<Record<string, unknown>>) => readEvent(withData(data));

describe('An event whose prices change often', () => {
  it('is accepted with 500 lines that each have a discount that ends on another day', () => {
    expect(codeOf({ lines: lines(500, (at) => promotions(1, at)) })).toMatchObject({ kind: 'created' });
  });

  it('is accepted up to the limit and refused above it, by the lines or with the discounts of the contract', () => {
    // 250 lines and 3,750 discounts that end on 250 days.
    const again = Array.from({ length: 14 }, () => promotions(250, 0)).flat();
    const most = lines(250, (at) => (at === 0 ? [...promotions(250, 0), ...again] : []));
    expect(4_000 * 250).toBe(PRICE_CHANGES_MAX);
    expect(codeOf({ lines: most })).toMatchObject({ kind: 'created' });
    expect(codeOf({ lines: [...most, line('one more')] })).toMatchObject({
      code: 'too_many_price_changes',
      field: 'data.lines',
      message: expect.stringContaining('4001 lines and discounts that begin or end on 250 days'),
    });
    expect(codeOf({ lines: most, discounts: promotions(1, 0) })).toMatchObject({
      code: 'too_many_price_changes',
      field: 'data.discounts',
    });
  });

  it('is refused with 500 lines of 40 discounts that each end on another day', () => {
    const dear = lines(500, (at) => promotions(40, at * 40));
    expect(codeOf({ lines: dear })).toMatchObject({ code: 'too_many_price_changes', field: 'data.lines' });
  });

  it('is accepted with 500 lines of 40 discounts that end on common days', () => {
    expect(codeOf({ lines: lines(500, () => promotions(40, 0)) })).toMatchObject({ kind: 'created' });
  });

  it('counts another fault of its lines first', () => {
    const faulty = [...lines(499, (at) => promotions(40, at * 40)), line('l', { unit_price: '-1' })];
    expect(codeOf({ lines: faulty })).toMatchObject({ code: 'amount_out_of_range' });
  });
});
