import type { CivilDate, Decimal, Instant } from '@app/domain';
import type { Findings } from './findings.ts';
import type { Payload } from './payload.ts';

export type BillingInterval = Readonly<{ interval: 'day' | 'week' | 'month' | 'year'; count: number }>;

/** A reduction. A missing start or end is open; an `amount` is for each billing interval. */
export type StatedDiscount = Readonly<{
  type: 'percent' | 'amount';
  value: Decimal;
  start: CivilDate | null;
  end: CivilDate | null;
}>;

/** A discount off the whole subscription. */
export type SubscriptionDiscount = StatedDiscount & Readonly<{ per: BillingInterval | null }>;

/** A line as a system states it, with its id of the product. The frame numbers ids that repeat. */
export type StatedLine = Readonly<{ id: string; product: string }> &
  (
    | Readonly<{
        kind: 'recurring';
        quantity: Decimal;
        unitPrice: Decimal;
        per: BillingInterval;
        start: CivilDate | null;
        end: CivilDate | null;
        /** The trial of this line alone. */
        trial?: Trial | null;
        discounts: readonly StatedDiscount[];
      }>
    | Readonly<{
        kind: 'usage_commitment';
        amount: Decimal;
        per: BillingInterval;
        start: CivilDate | null;
        end: CivilDate | null;
      }>
    /** `date` null: the day on which the terms take effect. */
    | Readonly<{ kind: 'one_time'; amount: Decimal; date: CivilDate | null }>
  );

export type StatedTerm = Readonly<{
  start: CivilDate;
  end: CivilDate;
  autoRenew: boolean;
  anchor: CivilDate | null;
}>;

/** `from` null: the day of the record. `until` null: nobody knows. */
export type Pause = Readonly<{ from: CivilDate | null; until: CivilDate | null }>;

/** The days on which a trial begins and on which what is paid begins. */
export type Trial = Readonly<{ start: CivilDate | null; end: CivilDate }>;

/** What a record says about a subscription beside its end. */
export type Terms = Readonly<{
  customerId: string | null;
  currency: string | null;
  /** Null: evergreen. */
  term: StatedTerm | null;
  /** The stated term as it was on the first day, where the system moves it. */
  termAtStart?: StatedTerm | null;
  /** The first inactive day of an evergreen subscription that is to end. */
  scheduledEnd: CivilDate | null;
  pause: Pause | null;
  trial: Trial | null;
  lines: readonly StatedLine[];
  discounts: readonly SubscriptionDiscount[];
}>;

/** A subscription that is over: its first inactive day, and the moment at which it ended where the system says it. */
export type PastEnd = Readonly<{ day: CivilDate; at: Instant | null }>;

/** An envelope with an id, a type and a time. */
export type EventRecord = Readonly<{
  kind: 'event';
  id: string;
  type: 'created' | 'amended';
  /** With the rank within a second as its fraction. */
  time: Instant;
  /** The day on which a change takes effect; a creation takes effect on the first day. */
  day: CivilDate;
  /** The system's own version; 1 where it has none. */
  version?: number;
  /** The time of the subscription's creation, where the record also tells the past, as an export does. */
  created?: Instant;
}>;

/** A subscription alone, as an API or an export gives it. */
export type BareRecord = Readonly<{
  kind: 'bare';
  created: Instant;
  /** When the system was in this state; null: nobody knows. */
  observed: Instant | null;
  version?: number;
}>;

/**
 * What one record says about one subscription. `terms` is called with findings of its own: a record that ends a
 * subscription needs no terms, so theirs are no faults of it.
 */
export type Statement = Readonly<{
  record: EventRecord | BareRecord;
  /** The account that the record names. */
  account: string | null;
  /** The system's id, without the prefix. */
  contractId: string;
  firstDay: CivilDate;
  end: PastEnd | null;
  /** The subscription as JSON: what paths of the adapter start from. */
  subscription: Payload;
  terms: (findings: Findings) => Terms;
}>;
