import { type CivilDate, DEFAULT_POLICY, Decimal, explainContract, plain } from '@app/domain';
import {
  contractEvent,
  isAdapterFault,
  isSheetFault,
  readAdapter,
  translateBytes,
  translateSheet,
  type WireContractEvent,
} from '@app/wire';
import { describe, expect, it } from '@jest/globals';
import { sheetOf } from './formats/csv.ts';
import { storyOf } from './moments.ts';
import { WRITERS, WRITTEN_FORMATS, type WrittenFormat } from './writers.ts';

/**
 * ARR at the end of each month of 2025 in USD and EUR, added up by hand from the story.
 *
 * January: Atlas 60,000, Borealis 36,000, five of ten seats at 20 (2,400 each), and one with a fifth off (1,920).
 * February: 2,400 EUR of Isar. March: 1,200 of Kite, whose trial is over; Lumen never pays.
 * April: seats at 25, so 3,000 each, 2,400 with a fifth off, and 1,500 of Kite.
 * May: Dune has 25 seats (+4,500); 1,200 EUR of Jura. June: Borealis +12,000, Fjord pauses (-3,000).
 * July: Ember has 4 seats (-1,800). August: Atlas leaves. September: Fjord is back, and 20 studios of 600 come.
 * November: three studios and Jura leave.
 */
const EXPECTED = [
  ['2025-01-31', 109_920, 0],
  ['2025-02-28', 109_920, 2_400],
  ['2025-03-31', 111_120, 2_400],
  ['2025-04-30', 114_900, 2_400],
  ['2025-05-31', 119_400, 3_600],
  ['2025-06-30', 128_400, 3_600],
  ['2025-07-31', 126_600, 3_600],
  ['2025-08-31', 66_600, 3_600],
  ['2025-09-30', 81_600, 3_600],
  ['2025-10-31', 81_600, 3_600],
  ['2025-11-30', 79_800, 2_400],
  ['2025-12-31', 79_800, 2_400],
] as const;

/** Kill Bill has neither the coupon of Grove (480, from April 600) nor another currency than that of its adapter. */
const OF_KILL_BILL = EXPECTED.map(([day, usd]) => [day, usd + (day < '2025-04' ? 480 : 600), 0] as const);

/**
 * A discount that lasts as long as a step of a sheet is a part of its price, so half of what Harbor pays for its first
 * step (1,200) is missing until the price rises. The systems say the whole subscription each time.
 */
const OF_SHEET = EXPECTED.map(([day, usd, eur]) => [day, day < '2025-04' ? usd - 1_200 : usd, eur] as const);

const moments = storyOf({ seed: 1, companies: 1 });

const adapterOf = (format: WrittenFormat) => {
  const adapter = readAdapter(WRITERS[format].adapter(moments));
  if (isAdapterFault(adapter)) throw new Error(adapter.message);
  return adapter;
};

const translated = (format: WrittenFormat) => {
  const config = { adapter: adapterOf(format), timezone: 'UTC', dimensions: ['tier'] };
  return moments
    .flatMap((moment) => WRITERS[format].write(moment))
    .map((json) => translateBytes(format, { value: Buffer.from(JSON.stringify(json)), observed: null }, config));
};

const arrByMonth = (events: readonly WireContractEvent[]) => {
  const once = [...new Map(events.map((event) => [event.id, event])).values()].map(contractEvent);
  const contracts = [...Map.groupBy(once, ({ contractId }) => contractId).values()];
  const arrOf = (day: string, currency: string) =>
    contracts
      .map((each) => explainContract(each, day as CivilDate, DEFAULT_POLICY))
      .filter(({ governing }) => governing !== null && 'currency' in governing && governing.currency === currency)
      .reduce((sum, { measures }) => sum.plus(measures.arr), new Decimal(0));
  return EXPECTED.map(([day]) => [day, Number(plain(arrOf(day, 'USD'))), Number(plain(arrOf(day, 'EUR')))]);
};

describe('The company whose story is sent', () => {
  it.each(WRITTEN_FORMATS)('has the ARR of its story by month in the payloads of %s', (format) => {
    const all = translated(format);
    expect(all.flatMap(({ refused }) => refused ?? [])).toEqual([]);
    expect(arrByMonth(all.flatMap(({ events }) => events))).toEqual(format === 'killbill' ? OF_KILL_BILL : EXPECTED);
  });

  it('has it in its sheet of contracts', () => {
    const sheet = sheetOf(moments).map((line, at) => ({ row: at + 1, cells: line.split(',') }));
    const read = translateSheet(sheet, {
      name: 'contracts.csv',
      dates: null,
      ends: 'exclusive',
      decimal: null,
      currency: null,
      revision: 0,
      map: {},
      dimensions: ['tier'],
      today: '2025-12-31' as CivilDate,
    });
    if (isSheetFault(read)) throw new Error(read.message);
    expect(read.refused).toEqual([]);
    expect(arrByMonth(read.events.map(({ event }) => event))).toEqual(OF_SHEET);
  });

  it('is the same with the same seed, and another with another', () => {
    const idsOf = (seed: number, companies = 1) =>
      storyOf({ seed, companies })
        .filter(({ kind }) => kind === 'created')
        .map((moment) => WRITERS.stripe.key(moment));
    expect(idsOf(1)).toEqual(idsOf(1));
    expect(new Set([...idsOf(1), ...idsOf(2)]).size).toBe(idsOf(1).length * 2);
    expect(new Set(idsOf(1, 3)).size).toBe(idsOf(1).length * 3);
  });
});
