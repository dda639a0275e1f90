import { describe, expect, it } from '@jest/globals';
import { addDays, type CivilDate, DEFAULT_POLICY, explainContract, plain } from '@app/domain';
import fc from 'fast-check';
import { BOOKS, BOOKS_ADAPTER, type Change, noonOf, type State } from '../../test/books.ts';
import { configOf } from '../../test/translations.ts';
import { contractEvent } from '../events/contract-event.ts';
import { sameContent } from '../events/same-content.ts';
import type { WireContractEvent } from '../events/wire-event.ts';
import { type FormatName, FORMATS } from './formats.ts';
import { translate } from './translate.ts';

const FIRST = '2025-01-10' as CivilDate;
const CONFIG = configOf(BOOKS_ADAPTER);

const isCounted = ({ status }: State): boolean => status === 'active' || status === 'past_due';

/** ARR of a state at 15 USD a seat and month. */
const arrOf = (state: State | undefined): string =>
  state === undefined || !isCounted(state) ? '0' : String(state.seats * 15 * 12);

const history: fc.Arbitrary<readonly Change[]> = fc
  .array(
    fc.record({
      after: fc.integer({ min: 1, max: 90 }),
      seats: fc.integer({ min: 1, max: 50 }),
      status: fc.constantFrom('active' as const, 'past_due' as const, 'unpaid' as const, 'paused' as const),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((steps) => {
    let day = FIRST;
    return steps.map(({ after, seats, status }, i) => {
      day = i === 0 ? FIRST : addDays(day, after);
      return { day, seats, status: i === 0 ? 'active' : status };
    });
  });

const eventsOf = (
  format: FormatName,
  payloads: readonly unknown[],
  observed: CivilDate | null = null,
): readonly WireContractEvent[] =>
  payloads.flatMap((json) => {
    const at = observed === null ? null : { seconds: noonOf(observed), nanos: 0 };
    const translated = translate(format, { json, observed: at }, CONFIG);
    expect(translated.refused).toBeNull();
    return translated.events;
  });

/** Each id once. The same id never has other content. */
const accepted = (all: readonly WireContractEvent[]): readonly WireContractEvent[] => {
  const byId = new Map<string, WireContractEvent>();
  for (const each of all) {
    const first = byId.get(each.id);
    if (first === undefined) byId.set(each.id, each);
    else expect(sameContent(first, each)).toBe(true);
  }
  return [...byId.values()];
};

const arrOn = (all: readonly WireContractEvent[], day: CivilDate): string =>
  plain(explainContract(accepted(all).map(contractEvent), day, DEFAULT_POLICY).measures.arr);

const daysOf = (changes: readonly Change[]): readonly CivilDate[] =>
  changes.flatMap(({ day }) => [addDays(day, -1), day, addDays(day, 20)]);

const stateOn = (changes: readonly Change[], day: CivilDate): Change | undefined =>
  changes.findLast((change) => change.day <= day);

describe.each([...FORMATS])('The books of a subscription of %s', (format) => {
  const { deliveries, exported } = BOOKS[format];

  it('have on every day what it was on that day, whatever the order of deliveries and however often they come', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (changes, numbers) => {
        const all = eventsOf(format, deliveries(changes));
        const shuffled = [...all, ...all]
          .map((each) => [numbers.next().value ?? 0, each] as const)
          .sort(([a], [b]) => a - b)
          .map(([, each]) => each);
        for (const day of daysOf(changes)) expect(arrOn(shuffled, day)).toBe(arrOf(stateOn(changes, day)));
      }),
      { numRuns: 150 },
    );
  });

  it('do not change by an export after all deliveries', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 40 }), (changes, later) => {
        const last = changes.at(-1);
        if (last === undefined) return;
        const live = eventsOf(format, deliveries(changes));
        const observed = addDays(last.day, later);
        const taken = eventsOf(format, [exported(last, last.day, changes.slice(0, -1))], observed);
        const days = [...daysOf(changes), observed, addDays(observed, 30)];
        for (const day of days) expect(arrOn([...taken, ...live], day)).toBe(arrOn(live, day));
      }),
      { numRuns: 150 },
    );
  });

  it('are mended from its own day on by an export, where deliveries were lost', () => {
    fc.assert(
      fc.property(history, fc.nat(), (changes, which) => {
        const last = changes.at(-1);
        if (last === undefined) return;
        const lost = which % changes.length;
        const live = eventsOf(
          format,
          deliveries(changes).filter((_, i) => i !== lost),
        );
        const observed = addDays(last.day, 5);
        const mended = [...live, ...eventsOf(format, [exported(last, last.day, changes.slice(0, -1))], observed)];
        expect(arrOn(mended, observed)).toBe(arrOf(last));
        expect(arrOn(mended, addDays(observed, 100))).toBe(arrOf(last));
        for (const { day } of changes.slice(lost + 1)) expect(arrOn(mended, day)).toBe(arrOf(stateOn(changes, day)));
      }),
      { numRuns: 150 },
    );
  });
});

/** An export that tells the past itself has nothing to assume. */
describe.each(FORMATS.filter((format) => BOOKS[format].tellsHistory !== true))('The books of %s', (format) => {
  it('have of two exports the older one’s terms before both, whichever came first', () => {
    const { exported } = BOOKS[format];
    const exportOf = (seats: number, day: string) =>
      eventsOf(format, [exported({ seats, status: 'active' }, day as CivilDate, [])], day as CivilDate);
    const older = exportOf(3, '2025-03-01');
    const newer = exportOf(8, '2025-05-01');
    for (const all of [
      [...older, ...newer],
      [...newer, ...older],
    ]) {
      const arr = (day: string) => arrOn(all, day as CivilDate);
      expect([arr('2025-02-01'), arr('2025-04-01'), arr('2025-06-01')]).toEqual(['540', '540', '1440']);
    }
  });
});
