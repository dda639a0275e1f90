import {
  addDays,
  bookedOn,
  type BookingValue,
  type CivilDate,
  type Creation,
  creationFor,
  plain,
  type Span,
} from '@app/domain';
import type { StoredBooking } from './contract-store.ts';
import { hull } from './differing-days.ts';

const storedValue = (value: BookingValue): Omit<StoredBooking, 'bookedOn' | 'openedOn' | 'isReplacement'> => ({
  valuedOn: value.valuedOn,
  customerId: value.customerId,
  currency: value.currency,
  acv: plain(value.acv),
  contractedAcv: plain(value.contractedAcv),
  tcv: value.tcv === null ? null : plain(value.tcv),
  netValue: plain(value.netValue),
  grossValue: plain(value.grossValue),
  termMonths: value.termMonths === null ? null : plain(value.termMonths),
});

/**
 * The booking after a fold: the stored value if it dates from before `since`, else the value of the new spans, with the
 * deal that the creations so far describe. Null if the contract never had ARR.
 */
export const storedBooking = (
  before: StoredBooking | null,
  since: CivilDate | null,
  value: BookingValue | null,
  creations: readonly Creation[],
): StoredBooking | null => {
  const isUnchanged = before !== null && since !== null && before.valuedOn < since;
  const valued = isUnchanged ? before : value === null ? null : storedValue(value);
  if (valued === null) return null;
  const creation = creationFor(creations, valued.valuedOn);
  return {
    ...valued,
    bookedOn: creation === null ? null : bookedOn(creation, valued.valuedOn),
    openedOn: creation?.openedDate ?? null,
    isReplacement: creation?.isReplacement ?? false,
  };
};

const dayOf = (booking: StoredBooking | null): Span | null =>
  booking === null || booking.bookedOn === null ? null : { start: booking.bookedOn, end: addDays(booking.bookedOn, 1) };

export const isSameBooking = (a: StoredBooking | null, b: StoredBooking | null): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/** The days that two states of a booking fall on, or null if they are alike. */
export const differingBookingDays = (before: StoredBooking | null, after: StoredBooking | null): Span | null =>
  isSameBooking(before, after) ? null : hull(dayOf(before), dayOf(after));
