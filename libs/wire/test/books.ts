import { type CivilDate, dayNumber } from '@app/domain';
import type { FormatName } from '../src/formats/formats.ts';
import * as chargebee from './chargebee-payloads.ts';
import * as killbill from './killbill-payloads.ts';
import * as maxio from './maxio-payloads.ts';
import * as paddle from './paddle-payloads.ts';
import * as recurly from './recurly-payloads.ts';
import * as stripe from './stripe-payloads.ts';
import * as zuora from './zuora-payloads.ts';

type Json = Readonly<Record<string, unknown>>;

const NOON = 43_200;

/** Seconds since 1970 at noon. */
export const noonOf = (day: CivilDate): number => dayNumber(day) * 86_400 + NOON;

/** What a subscription is on some day: seats, or a state in which it counts for nothing. */
export type State = Readonly<{ seats: number; status: 'active' | 'past_due' | 'unpaid' | 'paused' }>;
export type Change = State & Readonly<{ day: CivilDate }>;

/** How a system tells the changes of a subscription of 15 USD a seat and month that began on the first of them. */
export type Told = Readonly<{
  deliveries: (changes: readonly Change[]) => readonly unknown[];
  /** The subscription as the system exports it, after it was changed on this day; `before` are its earlier changes. */
  exported: (state: State, changed: CivilDate, before: readonly Change[]) => unknown;
  /** Whether an export also says what was so before. */
  tellsHistory?: true;
}>;

const stripeState = ({ seats, status }: State): Json => ({
  status,
  items: stripe.items(stripe.item({ quantity: seats })),
});

const STRIPE: Told = {
  deliveries: (changes) =>
    changes.map((change, i) =>
      stripe.event(i === 0 ? 'created' : 'updated', stripeState(change), {
        id: `evt_${i}`,
        created: noonOf(change.day),
      }),
    ),
  exported: (state) => stripe.subscription(stripeState(state)),
};

const isPaused = ({ status }: State): boolean => status === 'paused' || status === 'unpaid';

/** Chargebee has no states for invoices that are not paid: it goes on, or the subscription is paused. */
const chargebeeState = (state: State, changed: CivilDate): Json => ({
  status: isPaused(state) ? 'paused' : 'active',
  ...(isPaused(state) ? { pause_date: noonOf(changed) } : {}),
  subscription_items: [chargebee.item({ quantity: state.seats, amount: state.seats * 1500 })],
  updated_at: noonOf(changed),
  resource_version: noonOf(changed) * 1000,
});

const CHARGEBEE: Told = {
  deliveries: (changes) =>
    changes.map((change, i) => ({
      ...chargebee.event(i === 0 ? 'created' : 'changed', chargebeeState(change, change.day)),
      id: `ev_${i}`,
      occurred_at: noonOf(change.day),
    })),
  exported: (state, changed) => chargebee.subscription(chargebeeState(state, changed)),
};

const timeOf = (day: CivilDate): string => `${day}T12:00:00Z`;

/** Paddle has no state beside past due for invoices that are not paid. */
const paddleState = (state: State, changed: CivilDate): Json => ({
  status: isPaused(state) ? 'paused' : state.status,
  paused_at: isPaused(state) ? timeOf(changed) : null,
  items: [paddle.item({ quantity: state.seats })],
  updated_at: timeOf(changed),
});

const PADDLE: Told = {
  deliveries: (changes) =>
    changes.map((change, i) =>
      paddle.event(i === 0 ? 'created' : 'updated', paddleState(change, change.day), {
        event_id: `evt_${i}`,
        occurred_at: timeOf(change.day),
      }),
    ),
  exported: (state, changed) => paddle.subscription(paddleState(state, changed)),
};

/** Recurly sends no terms in its webhooks, so the subscription is fetched after each of them. */
const recurlyState = (state: State, changed: CivilDate): Json =>
  recurly.subscription({
    state: isPaused(state) ? 'paused' : 'active',
    paused_at: isPaused(state) ? timeOf(changed) : null,
    quantity: state.seats,
    updated_at: timeOf(changed),
  });

const RECURLY: Told = {
  deliveries: (changes) => changes.map((change) => recurlyState(change, change.day)),
  exported: recurlyState,
};

const ZUORA_FIRST = '2025-01-10' as CivilDate;

/** Every version of Zuora lists all segments up to then. While a subscription is suspended none of them runs. */
const zuoraSegments = (changes: readonly Change[]): readonly Json[] =>
  changes.flatMap((change, i) => {
    const segment = {
      segment: i + 1,
      effectiveStartDate: change.day,
      effectiveEndDate: changes[i + 1]?.day ?? null,
      quantity: change.seats,
      mrr: change.seats * 15,
      tcv: null,
    };
    return isPaused(change) ? [] : [zuora.charge(segment)];
  });

/** A version after these changes. Its number and its id go by the day of the last one. */
const zuoraVersion = (changes: readonly Change[]): Json => {
  const last = changes.at(-1) ?? { day: ZUORA_FIRST, seats: 0, status: 'active' };
  const isWhole = changes[0]?.day === ZUORA_FIRST;
  return zuora.evergreen(zuoraSegments(isWhole ? changes : [{ ...last, day: ZUORA_FIRST }, ...changes]), {
    id: `version-${last.day}`,
    version: dayNumber(last.day) - dayNumber(ZUORA_FIRST) + 1,
    status: isPaused(last) ? 'Suspended' : 'Active',
    suspendDate: isPaused(last) ? last.day : null,
    updatedDate: timeOf(last.day),
    currency: 'USD',
  });
};

const ZUORA: Told = {
  deliveries: (changes) => changes.map((_, i) => zuoraVersion(changes.slice(0, i + 1))),
  exported: (state, changed, before) => zuoraVersion([...before, { ...state, day: changed }]),
};

/** Maxio’s webhooks leave the components out, so the subscription is fetched with them after each. */
const maxioState = (state: State, changed: CivilDate): Json =>
  maxio.record(
    {
      state: state.status === 'paused' ? 'on_hold' : state.status,
      on_hold_at: state.status === 'paused' ? timeOf(changed) : null,
      product_price_in_cents: 0,
      updated_at: timeOf(changed),
    },
    [maxio.component({ allocated_quantity: state.seats, unit_price: '15.00' })],
  );

const MAXIO: Told = {
  deliveries: (changes) => changes.map((change) => maxioState(change, change.day)),
  exported: maxioState,
};

/** Each answer of Kill Bill has all steps up to then, and a price for each plan: here a plan for each number of seats. */
const killbillSteps = ({ day, seats, ...state }: Change, i: number): readonly Json[] => {
  const plan = { plan: `seats-${seats}`, phase: `seats-${seats}-evergreen` };
  const change = killbill.event(i === 0 ? 'START_BILLING' : 'CHANGE', day, plan);
  return [change, killbill.event(isPaused({ seats, ...state }) ? 'PAUSE_BILLING' : 'RESUME_BILLING', day, plan)];
};

const killbillOf = (changes: readonly Change[]): Json =>
  killbill.subscription({
    events: changes.flatMap(killbillSteps),
    prices: changes.map(({ seats }) =>
      killbill.price({
        planName: `seats-${seats}`,
        phaseName: `seats-${seats}-evergreen`,
        recurringPrice: seats * 15,
      }),
    ),
  });

const KILLBILL: Told = {
  deliveries: (changes) => changes.map((_, i) => killbillOf(changes.slice(0, i + 1))),
  exported: (state, changed, before) => killbillOf([...before, { ...state, day: changed }]),
  tellsHistory: true,
};

/** What the payloads of the books leave to the adapter. */
export const BOOKS_ADAPTER = { currency: 'USD' };

export const BOOKS: Readonly<Record<FormatName, Told>> = {
  stripe: STRIPE,
  chargebee: CHARGEBEE,
  paddle: PADDLE,
  recurly: RECURLY,
  zuora: ZUORA,
  maxio: MAXIO,
  killbill: KILLBILL,
};
