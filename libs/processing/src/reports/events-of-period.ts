import { type CivilDate, type ContractEvent, explainedEvents } from '@app/domain';

/** A period up to its measured day. */
export type MeasuredPeriod = Readonly<{ start: CivilDate; measuredOn: CivilDate }>;

/**
 * Whether an event that takes effect after the measured day counts in the period all the same: a contract closed in it
 * is booked in it, and a one-time line counts on its date (definitions, section 7).
 */
const isDatedIn = (event: ContractEvent, { start, measuredOn }: MeasuredPeriod): boolean => {
  if (event.kind === 'cancelled') return false;
  const isIn = (day: CivilDate | null): boolean => day !== null && start <= day && day <= measuredOn;
  return (
    (event.kind === 'created' && isIn(event.closedDate)) ||
    event.lines.some((line) => line.kind === 'one_time' && isIn(line.date))
  );
};

/**
 * The events of one contract that the figures of a period can see. An event that waits for its term takes effect when
 * that starts, as in the fold.
 */
export const eventsOfPeriod = (
  events: readonly ContractEvent[],
  graceDays: number,
  period: MeasuredPeriod,
): readonly ContractEvent[] =>
  explainedEvents(events, graceDays)
    .events.filter(({ event, effectiveDay }) => effectiveDay <= period.measuredOn || isDatedIn(event, period))
    .map(({ event }) => event);
