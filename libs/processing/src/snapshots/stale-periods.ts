import {
  addDays,
  type CivilDate,
  isOpen,
  firstDay,
  type MeasuredDays,
  measuredDays,
  measuredOn,
  type Period,
  periodLabelled,
  periodsBetween,
  type Policy,
  type Reason,
  type Span,
} from '@app/domain';
import type { Stale, StoreState } from './snapshot-store.ts';

/** A period to be taken, the days that it compares, and the reason. A segment that is new has a reason of its own. */
export type StalePeriod = Readonly<{ period: Period; days: MeasuredDays; isOpen: boolean; reason: Reason }>;

export const periodKey = ({ grain, label }: Period): string => `${grain}|${label}`;

const holds = ({ start, end }: Span, day: CivilDate | null): boolean =>
  day !== null && start <= day && (end === null || day < end);

/** Whether one of the days that a snapshot compares changed. */
const measures = (days: MeasuredDays, changed: Span): boolean =>
  holds(changed, days.now) || holds(changed, days.prior) || holds(changed, days.yearAgo);

/**
 * A snapshot also sees the days of the period up to the measured one, on which one-time lines and bookings fall: they are
 * converted at the rate of their day.
 */
const sees = (period: Period, days: MeasuredDays, changed: Span): boolean =>
  measures(days, changed) || (changed.start <= days.now && (changed.end === null || period.start < changed.end));

/** Whether the period changes only because days pass: by what is measured, or because it is closed now. */
const timeMoves = (period: Period, from: CivilDate | null, to: CivilDate, closeAfterDays: number): boolean =>
  from !== null &&
  (measuredOn(period, from) !== measuredOn(period, to) ||
    isOpen(period, from, closeAfterDays) !== isOpen(period, to, closeAfterDays));

type Causes = Readonly<{ state: StoreState; stale: Stale; reported: ReadonlySet<string>; calcVersion: string }>;

/** A take under a policy, and everything that can make a period stale. */
type Taking = Causes & Readonly<{ asOf: CivilDate; policy: Policy }>;

/** Whether a period gains or loses what it is compared with, because the first active day moved since the last take. */
const comparisonMoves = (period: Period, days: MeasuredDays, { asOf, policy, state }: Taking): boolean => {
  const first = state.firstActiveDayTaken;
  if (first === null) return false;
  const before = measuredDays(period, asOf, first, policy);
  return before.prior !== days.prior || before.yearAgo !== days.yearAgo;
};

const reasonFor = (period: Period, days: MeasuredDays, taking: Taking): Reason | null => {
  const { asOf, policy, state, stale, reported, calcVersion } = taking;
  if (!reported.has(periodKey(period))) return 'first';
  if (state.calcVersion !== null && state.calcVersion !== calcVersion) return 'calculation';
  if (stale.fx.some((changed) => sees(period, days, changed))) return 'fx';
  if (stale.events.some((changed) => sees(period, days, changed))) return 'events';
  if (comparisonMoves(period, days, taking)) return 'events';
  return timeMoves(period, state.asOf, asOf, policy.closeAfterDays) ? 'time' : null;
};

/** The first day of the reported periods of a grain. These stay, with zeros, even if no contract is active any more. */
const firstReported = (reported: ReadonlySet<string>, grain: Period['grain'], policy: Policy): CivilDate | null => {
  const labels = [...reported].filter((key) => key.startsWith(`${grain}|`)).map((key) => key.slice(grain.length + 1));
  return labels.reduce<CivilDate | null>((earliest, label) => {
    const { start } = periodLabelled(grain, label, policy.fiscalYearStartMonth);
    return earliest === null || start < earliest ? start : earliest;
  }, null);
};

/** Every period from the first active day on, to be taken under another policy. */
export const allPeriods = (
  asOf: CivilDate,
  policy: Policy,
  firstActiveDay: CivilDate | null,
): readonly StalePeriod[] =>
  firstActiveDay === null || firstActiveDay > asOf
    ? []
    : policy.grains.flatMap((grain) =>
        periodsBetween(grain, firstDay(policy, firstActiveDay), asOf, policy.fiscalYearStartMonth).map((period) => ({
          period,
          days: measuredDays(period, asOf, firstActiveDay, policy),
          isOpen: isOpen(period, asOf, policy.closeAfterDays),
          reason: 'policy' as const,
        })),
      );

/** The periods whose snapshots may differ from the current ones, in order, each grain by itself. */
export const stalePeriods = (asOf: CivilDate, policy: Policy, causes: Causes): readonly StalePeriod[] => {
  const { firstActiveDay } = causes.state;
  const taking = { ...causes, asOf, policy };
  return policy.grains.flatMap((grain) => {
    const reported = firstReported(causes.reported, grain, policy);
    const first = firstActiveDay === null ? null : firstDay(policy, firstActiveDay);
    const from = first === null || (reported !== null && reported < first) ? reported : first;
    if (from === null || from > asOf) return [];
    const periods = periodsBetween(grain, from, asOf, policy.fiscalYearStartMonth).map((period) => {
      const days = measuredDays(period, asOf, firstActiveDay ?? addDays(asOf, 1), policy);
      return { period, days, reason: reasonFor(period, days, taking) };
    });
    return periods.flatMap(({ period, days, reason: own }, i) => {
      const reason = own ?? reasonOfRun(periods, i, policy.signals.compressionPeriods);
      return reason === null ? [] : [{ period, days, isOpen: isOpen(period, asOf, policy.closeAfterDays), reason }];
    });
  });
};

/** The reason of an earlier stale period that the signals of this one look back on; null if there is none. */
const reasonOfRun = (
  periods: readonly Readonly<{ reason: Reason | null }>[],
  at: number,
  length: number,
): Reason | null =>
  periods.slice(Math.max(0, at - length + 1), at).find(({ reason }) => reason !== null)?.reason ?? null;
