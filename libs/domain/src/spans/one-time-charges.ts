import type { CivilDate } from '../calendar/civil-date.ts';
import type { CustomerId, TermsEvent } from '../facts/contract-event.ts';
import type { Entry, Timeline } from '../facts/governing-event.ts';
import type { Decimal } from '../money/decimal.ts';

/** A one-time line that counts on its date, in the currency and of the customer of the event that states it. */
export type OneTimeCharge = Readonly<{
  date: CivilDate;
  amount: Decimal;
  currency: string;
  customerId: CustomerId;
  event: TermsEvent;
}>;

const chargesOfEntry = ({ event }: Entry, from: CivilDate | null, to: CivilDate | null): readonly OneTimeCharge[] =>
  event.kind === 'cancelled'
    ? []
    : event.lines.flatMap((line) =>
        line.kind === 'one_time' && (from === null || from <= line.date) && (to === null || line.date < to)
          ? [{ date: line.date, amount: line.amount, currency: event.currency, customerId: event.customerId, event }]
          : [],
      );

/**
 * The one-time lines that count from `since` on (null: all): each on its date, when the event governing on that date
 * carries it; before the earliest effective day, the event governing on that one (definitions, section 7).
 */
export const oneTimeCharges = (timeline: Timeline, since: CivilDate | null): readonly OneTimeCharge[] =>
  timeline.flatMap((entry, index) => {
    const from = index === 0 && since === null ? null : entry.from;
    return since !== null && entry.from < since ? [] : chargesOfEntry(entry, from, timeline[index + 1]?.from ?? null);
  });
