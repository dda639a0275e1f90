import { type Fraction, fraction, ONE_FRACTION, ZERO_FRACTION } from '../properties/fraction.ts';
import type { Day } from './calendar.ts';
import type {
  WireCancellation,
  WireDecimal,
  WireDiscount,
  WireEvent,
  WireLine,
  WireMerge,
  WirePer,
  WireTerms,
} from './wire.ts';

/** A billing interval: `count` of a calendar interval, or the whole of the stated term. */
export type Per = Readonly<{ interval: string; count: number }>;

export type Discount = Readonly<{
  type: 'percent' | 'amount';
  value: Fraction;
  start: Day | null;
  end: Day | null;
  /** Only an amount off the whole contract has one. */
  per: Per;
}>;

type Runs = Readonly<{ start: Day | null; end: Day | null }>;

/** A line that counts in recurring value. A commitment has the quantity 1 and its amount as the price. */
export type PricedLine = Runs &
  Readonly<{
    kind: 'recurring' | 'usage_commitment';
    id: string;
    product: string;
    quantity: Fraction;
    unitPrice: Fraction;
    per: Per;
    discounts: readonly Discount[];
  }>;

export type ExpectedLine = Runs & Readonly<{ kind: 'usage_expected'; amount: Fraction; per: Per }>;

export type OneTimeLine = Readonly<{ kind: 'one_time'; amount: Fraction; date: Day }>;

export type Term = Readonly<{ start: Day; end: Day | null; autoRenew: boolean; anchor: Day }>;

type Recorded = Readonly<{ id: string; source: string; time: string }>;

export type TermsEvent = Recorded &
  Readonly<{
    type: 'created' | 'amended';
    contractId: string;
    version: number | null;
    effectiveDate: Day;
    customerId: string;
    currency: string;
    term: Term;
    priced: readonly PricedLine[];
    expected: readonly ExpectedLine[];
    oneTime: readonly OneTimeLine[];
    discounts: readonly Discount[];
    attributes: Readonly<Record<string, string>>;
    renews: readonly string[];
    openedDate: Day | null;
    closedDate: Day | null;
  }>;

export type CancelledEvent = Recorded &
  Readonly<{
    type: 'cancelled';
    contractId: string;
    version: number | null;
    effectiveDate: Day;
    reason: string | null;
  }>;

export type ContractEvent = TermsEvent | CancelledEvent;

export type MergedEvent = Recorded & Readonly<{ type: 'merged'; customerId: string; into: string | null }>;

const decimal = (value: WireDecimal | null | undefined, missing: Fraction = ZERO_FRACTION): Fraction =>
  value === null || value === undefined ? missing : fraction(String(value));

const MONTHLY: Per = { interval: 'month', count: 1 };

const perOf = (per: WirePer | null | undefined): Per => {
  if (per === null || per === undefined) return MONTHLY;
  return typeof per === 'string' ? { interval: per, count: 1 } : per;
};

const discountOf = ({ type, value, start, end, per }: WireDiscount): Discount => ({
  type,
  value: decimal(value),
  start: start ?? null,
  end: end ?? null,
  per: perOf(per),
});

const pricedLine = (line: WireLine): readonly PricedLine[] => {
  if (line.kind !== 'recurring' && line.kind !== 'usage_commitment') return [];
  const isRecurring = line.kind === 'recurring';
  return [
    {
      kind: line.kind,
      id: line.id,
      product: line.product ?? '',
      quantity: isRecurring ? decimal(line.quantity, ONE_FRACTION) : ONE_FRACTION,
      unitPrice: decimal(isRecurring ? line.unit_price : line.amount),
      per: perOf(line.per),
      discounts: (line.discounts ?? []).map(discountOf),
      start: line.start ?? null,
      end: line.end ?? null,
    },
  ];
};

const expectedLine = ({ kind, amount, per, start, end }: WireLine): readonly ExpectedLine[] =>
  kind === 'usage_expected'
    ? [{ kind, amount: decimal(amount), per: perOf(per), start: start ?? null, end: end ?? null }]
    : [];

const oneTimeLine = ({ kind, amount, date }: WireLine): readonly OneTimeLine[] =>
  kind === 'one_time' ? [{ kind, amount: decimal(amount), date: date ?? '' }] : [];

const renewsOf = (renews: string | readonly string[] | null | undefined): readonly string[] => {
  if (renews === null || renews === undefined) return [];
  return typeof renews === 'string' ? [renews] : renews;
};

const recorded = ({ id, source, time }: WireEvent): Recorded => ({ id, source, time });

const termsEvent = (event: WireEvent, type: 'created' | 'amended', data: WireTerms): TermsEvent => ({
  ...recorded(event),
  type,
  contractId: data.contract_id,
  version: data.version ?? null,
  effectiveDate: data.effective_date,
  customerId: data.customer_id,
  currency: data.currency,
  term: {
    start: data.term.start,
    end: data.term.end,
    autoRenew: data.term.auto_renew ?? false,
    anchor: data.term.anchor ?? data.term.start,
  },
  priced: data.lines.flatMap(pricedLine),
  expected: data.lines.flatMap(expectedLine),
  oneTime: data.lines.flatMap(oneTimeLine),
  discounts: (data.discounts ?? []).map(discountOf),
  attributes: data.attributes ?? {},
  renews: renewsOf(data.renews),
  openedDate: data.opened_date ?? null,
  closedDate: data.closed_date ?? null,
});

const cancelledEvent = (event: WireEvent, data: WireCancellation): CancelledEvent => ({
  ...recorded(event),
  type: 'cancelled',
  contractId: data.contract_id,
  version: data.version ?? null,
  effectiveDate: data.effective_date,
  reason: data.reason ?? null,
});

const mergedEvent = (event: WireEvent, data: WireMerge): MergedEvent => ({
  ...recorded(event),
  type: 'merged',
  customerId: data.customer_id,
  into: data.into,
});

/** An accepted event with every optional field filled in. */
export const factOf = (event: WireEvent): ContractEvent | MergedEvent => {
  switch (event.type) {
    case 'subscription.created':
      return termsEvent(event, 'created', event.data);
    case 'subscription.amended':
      return termsEvent(event, 'amended', event.data);
    case 'subscription.cancelled':
      return cancelledEvent(event, event.data);
    case 'customer.merged':
      return mergedEvent(event, event.data);
  }
};

export const hasTerms = (event: ContractEvent): event is TermsEvent => event.type !== 'cancelled';
