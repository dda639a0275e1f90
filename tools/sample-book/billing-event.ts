import type { CivilDate } from './calendar.ts';

export type Per = 'month' | 'quarter' | 'year' | Readonly<{ interval: 'month' | 'year'; count: number }>;

export type Discount = Readonly<{ type: 'percent' | 'amount'; value: string; start?: CivilDate; end?: CivilDate }>;

type LineHead = Readonly<{ id: string; start?: CivilDate; end?: CivilDate }>;

export type Line = LineHead &
  (
    | Readonly<{
        kind: 'recurring';
        product: string;
        quantity: string;
        unit_price: string;
        per: Per;
        discounts?: readonly Discount[];
      }>
    | Readonly<{ kind: 'usage_commitment'; product: string; amount: string; per: Per; discounts?: readonly Discount[] }>
    | Readonly<{ kind: 'usage_expected'; product: string; amount: string; per: Per }>
    | Readonly<{ kind: 'one_time'; amount: string; date: CivilDate }>
    | Readonly<{ kind: 'tax' | 'credit'; amount: string }>
  );

export type Term = Readonly<{ start: CivilDate; end: CivilDate | null; auto_renew: boolean }>;

/** All terms of a contract, as an event states them. */
export type Terms = Readonly<{
  customer_id: string;
  currency: string;
  term: Term;
  lines: readonly Line[];
  attributes: Readonly<Record<string, string>>;
  renews?: readonly string[];
  opened_date?: CivilDate;
  closed_date?: CivilDate;
}>;

type Stated = Readonly<{ contract_id: string; effective_date: CivilDate; version: number }>;

/** An event without its id, which follows from the order in which the billing system recorded all events. */
export type RecordedEvent = Readonly<
  { time: string } & (
    | { type: 'subscription.created' | 'subscription.amended'; data: Stated & Terms }
    | { type: 'subscription.cancelled'; data: Stated & Readonly<{ reason: string }> }
  )
>;

export type BillingEvent = RecordedEvent &
  Readonly<{ specversion: '1.0'; id: string; source: string; subject: string }>;
