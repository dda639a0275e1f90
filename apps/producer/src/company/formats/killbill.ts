import { billedFrom, idOf, type Moment, uuidOf } from '../moments.ts';
import type { Plan } from '../story.ts';
import type { Writer } from '../writer.ts';

type Json = Readonly<Record<string, unknown>>;

const subscriptionId = ({ key }: Moment): string => uuidOf(`killbill ${key}`);

/** Kill Bill sells plans, not seats: each number of seats at each price is one. */
const planName = ({ name, seats, price, interval }: Plan): string => `${name}-${seats}-at-${price}-${interval}ly`;
const productName = ({ name }: Plan): string => (name === 'core' ? 'Core' : 'Enterprise');

const TYPES: Readonly<Partial<Record<Moment['kind'], string>>> = {
  created: 'START_BILLING',
  activated: 'PHASE',
  changed: 'CHANGE',
  paused: 'PAUSE_BILLING',
  resumed: 'RESUME_BILLING',
  ended: 'STOP_BILLING',
};

type Step = Readonly<{ type: string; day: string; plan: Plan; phase: 'trial' | 'evergreen' }>;

const stepsOf = ({ history }: Moment): readonly Step[] =>
  history.flatMap(({ kind, day, customer, state }) => {
    const type = TYPES[kind];
    const phase = day < billedFrom(customer) ? 'trial' : 'evergreen';
    return type === undefined ? [] : [{ type, day, plan: state.plan, phase }];
  });

const billingPeriod = ({ interval }: Plan): string => (interval === 'year' ? 'ANNUAL' : 'MONTHLY');

const eventOf = ({ type, day, plan, phase }: Step, moment: Moment, service = 'billing-service'): Json => ({
  eventId: uuidOf(`${type} ${moment.key} ${day}`),
  billingPeriod: phase === 'trial' ? 'NO_BILLING_PERIOD' : billingPeriod(plan),
  effectiveDate: day,
  catalogEffectiveDate: `${day}T00:00:00.000Z`,
  plan: planName(plan),
  product: productName(plan),
  priceList: 'DEFAULT',
  eventType: type,
  isBlockedBilling: type === 'PAUSE_BILLING',
  isBlockedEntitlement: false,
  serviceName: service,
  serviceStateName: type,
  phase: `${planName(plan)}-${phase}`,
  auditLogs: [],
});

const pricesOf = (steps: readonly Step[]): readonly Json[] => {
  const plans = new Map(steps.map(({ plan, phase }) => [`${planName(plan)} ${phase}`, { plan, phase }]));
  return [...plans.values()].map(({ plan, phase }) => ({
    planName: planName(plan),
    phaseName: `${planName(plan)}-${phase}`,
    phaseType: phase === 'trial' ? 'TRIAL' : 'EVERGREEN',
    fixedPrice: phase === 'trial' ? 0 : null,
    recurringPrice: phase === 'trial' ? null : plan.seats * plan.price,
    usagePrices: [],
  }));
};

const STATES = { trialing: 'ACTIVE', active: 'ACTIVE', paused: 'BLOCKED', ended: 'CANCELLED' } as const;

const subscriptionOf = (moment: Moment): Json => {
  const { customer, state, key } = moment;
  const [first, ...later] = stepsOf(moment);
  const steps = first === undefined ? later : [first, ...later];
  return {
    accountId: uuidOf(`account ${key}`),
    bundleId: uuidOf(`bundle ${key}`),
    bundleExternalKey: idOf(`bundle ${key}`, 12),
    subscriptionId: subscriptionId(moment),
    externalKey: idOf(key, 12),
    startDate: customer.startsOn,
    productName: productName(state.plan),
    productCategory: 'BASE',
    billingPeriod: billingPeriod(state.plan),
    phaseType: state.status === 'trialing' ? 'TRIAL' : 'EVERGREEN',
    priceList: 'DEFAULT',
    planName: planName(state.plan),
    state: STATES[state.status],
    sourceType: 'NATIVE',
    cancelledDate: state.endedOn,
    chargedThroughDate: null,
    billingStartDate: customer.startsOn,
    billingEndDate: state.endedOn,
    billCycleDayLocal: Number(billedFrom(customer).slice(8)),
    events: [
      ...(first === undefined ? [] : [eventOf({ ...first, type: 'START_ENTITLEMENT' }, moment, 'entitlement-service')]),
      ...steps.map((step) => eventOf(step, moment)),
    ],
    priceOverrides: null,
    prices: pricesOf(steps),
    auditLogs: [],
  };
};

/**
 * Kill Bill: subscriptions with their events and prices, as a relay fetches them for each notification. The account has
 * the currency, so customers in another one than that of the adapter are left out, and discounts are on invoices alone.
 */
export const killbill: Writer = {
  key: subscriptionId,
  write: (moment) =>
    moment.customer.currency === 'USD' && TYPES[moment.kind] !== undefined ? [subscriptionOf(moment)] : [],
  adapter: () => ({ currency: 'USD' }),
};
