import { ALL, CALC_VERSION, Decimal } from '@app/domain';
import { storedSnapshot } from '@app/wire';
import type { NewRevision, StoreState, TakeTransaction } from '../snapshots/snapshot-store.ts';
import { allPeriods, periodKey, type StalePeriod, stalePeriods } from '../snapshots/stale-periods.ts';
import { takePeriod } from '../snapshots/take-period.ts';
import type { PolicyAtHand } from '../store/books.ts';
import type { Extent, TrialTake } from './books-to-examine.ts';
import { CannotCheckError } from './examine.ts';
import { type DoctorFinding, finding } from './finding.ts';
import { KeptFindings } from './kept-findings.ts';

export type SnapshotTerms = PolicyAtHand &
  Readonly<{ extent: Extent; onPeriod: (done: number, of: number) => void; now: () => number }>;

/** How long a sample of periods may take. The latest period is always looked at. */
const SAMPLE_MS = 10_000;

/** Fields whose values in the segments of a dimension add up to that of the whole. */
const ADDED = ['arr', 'active_logos', 'opening_arr', 'bookings_acv_total'] as const;

/**
 * The periods that a take of the same day would leave as they are. Changes that wait for the next take count for all
 * days from their first on, because they may move the first active day of a customer.
 */
const settledPeriods = async (
  transaction: TakeTransaction,
  { asOf, ...state }: StoreState,
  { policy }: PolicyAtHand,
): Promise<readonly StalePeriod[]> => {
  if (asOf === null) throw new CannotCheckError('no snapshots were taken yet');
  const { events, fx } = await transaction.stale();
  const stale = { events: events.map(({ start }) => ({ start, end: null })), fx };
  const reported = await transaction.reportedPeriods();
  const causes = { state: { asOf, ...state }, stale, reported, calcVersion: CALC_VERSION };
  const due = new Set(stalePeriods(asOf, policy, causes).map(({ period }) => periodKey(period)));
  return allPeriods(asOf, policy, state.firstActiveDay).filter(({ period }) => !due.has(periodKey(period)));
};

/** The latest first, then those from the earliest on: a sample ends when its time is over. */
const inTurn = (periods: readonly StalePeriod[]): readonly StalePeriod[] => [
  ...periods.slice(-1),
  ...periods.slice(0, -1),
];

const fieldsOf = (content: string): ReadonlyMap<string, string> =>
  new Map(Object.entries(JSON.parse(content) as object).map(([name, value]) => [name, JSON.stringify(value)]));

/** The fields in which two contents differ, by the first of them. */
const differenceText = (before: string, after: string): string => {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name));
  const [first] = names;
  if (first === undefined) return 'it has another status or spelling';
  const more = names.length === 1 ? '' : `, and ${names.length - 1} more fields differ`;
  return `${first} is ${was.get(first) ?? 'absent'} and should be ${is.get(first) ?? 'absent'}${more}`;
};

type Current = Awaited<ReturnType<TakeTransaction['current']>>;

const differingFinding = (
  { period }: StalePeriod,
  { dimension, segment, content }: Pick<NewRevision, 'dimension' | 'segment' | 'content'>,
  current: Current,
): DoctorFinding => {
  const before = current.find((snapshot) => snapshot.dimension === dimension && snapshot.segment === segment);
  const object = `${period.grain} ${period.label}, ${dimension} ${segment}`;
  const why = before === undefined ? 'it is missing' : differenceText(before.content, content);
  return finding('snapshot_differs', { object, what: `snapshot of ${object}: ${why}` });
};

const sumsDiffer = ({ period }: StalePeriod, current: Current): readonly DoctorFinding[] => {
  const shown = current
    .filter(({ status }) => status !== 'withdrawn')
    .map(({ dimension, content }) => ({ dimension, content: storedSnapshot(content) }));
  const whole = shown.find(({ dimension }) => dimension === ALL)?.content;
  if (whole === undefined) return [];
  const dimensions = [...Map.groupBy(shown, ({ dimension }) => dimension)].filter(([dimension]) => dimension !== ALL);
  return dimensions.flatMap(([dimension, segments]) => {
    const sumOf = (field: (typeof ADDED)[number]): Decimal =>
      segments.reduce((sum, { content }) => sum.plus(content[field] ?? 0), new Decimal(0));
    const field = ADDED.find((name) => !sumOf(name).eq(whole[name] ?? 0));
    if (field === undefined) return [];
    const object = `${period.grain} ${period.label}, ${dimension}`;
    const what = `${object}: ${field} of the segments is ${sumOf(field).toFixed()} in all, that of the whole ${whole[field]}`;
    return [finding('segments_do_not_add_up', { object, what })];
  });
};

/** Takes periods again on trial, and compares them with what was reported; and adds up their segments. */
export const examineSnapshots = async (
  { transaction, written }: TrialTake,
  { extent, onPeriod, now, ...at }: SnapshotTerms,
): Promise<readonly DoctorFinding[]> => {
  const state = await transaction.state();
  if (state.isCatchingUp) throw new CannotCheckError('the store catches up, and closed periods wait until it is done');
  const periods = inTurn(await settledPeriods(transaction, state, at));
  const found = new KeptFindings();
  const begun = now();
  for (const [i, period] of periods.entries()) {
    if (extent === 'sample' && i > 0 && now() - begun > SAMPLE_MS) break;
    const current = await transaction.current(period.period);
    const taken = { asOf: state.asOf ?? period.days.now, at: new Date(0) };
    await takePeriod(transaction, period, taken, { ...at, topic: null });
    found.add(...written().map((snapshot) => differingFinding(period, snapshot, current)));
    found.add(...sumsDiffer(period, current));
    onPeriod(i + 1, periods.length);
  }
  return found.all();
};
