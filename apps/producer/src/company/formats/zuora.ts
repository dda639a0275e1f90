import { addMonths, type CivilDate } from '@app/domain';
import { billedFrom, discountEndsOn, idOf, type Moment, numberOf, timeOn } from '../moments.ts';
import type { Plan } from '../story.ts';
import type { Writer } from '../writer.ts';

type Json = Readonly<Record<string, unknown>>;

const subscriptionNumber = ({ key }: Moment): string =>
  `A-S${String(numberOf(`zuora ${key}`, 100_000_000)).padStart(8, '0')}`;

const chargeNumber = ({ key }: Moment, kind: string): string =>
  `C-${String(numberOf(`${kind} ${key}`, 100_000_000)).padStart(8, '0')}`;

const hexId = (text: string): string => Buffer.from(idOf(text, 16)).toString('hex');

/** Zuora has no version for a billing period, nor for a cancellation before it is made. */
const HAS_NO_VERSION = new Set<Moment['kind']>(['activated', 'renewed', 'ending', 'kept']);

const versionsOf = ({ history }: Moment): readonly Moment[] => history.filter(({ kind }) => !HAS_NO_VERSION.has(kind));

const isTermed = ({ customer }: Moment): boolean => customer.plan.name === 'enterprise';

const endOf = (moment: Moment): string | null =>
  isTermed(moment) ? addMonths(moment.customer.startsOn as CivilDate, 12) : null;

type Step = Readonly<{ plan: Plan; from: string; to: string | null }>;

/** What the charge cost, step by step. */
const stepsOf = (moment: Moment): readonly Step[] => {
  const changes = versionsOf(moment).filter(({ kind }) => kind === 'created' || kind === 'changed');
  return changes.map(({ kind, day, customer, state }, i) => ({
    plan: state.plan,
    from: kind === 'created' ? billedFrom(customer) : day,
    to: changes[i + 1]?.day ?? endOf(moment),
  }));
};

const mrrOf = ({ seats, price, interval }: Plan): number => (seats * price) / (interval === 'year' ? 12 : 1);

const chargesOf = (moment: Moment): readonly Json[] =>
  stepsOf(moment).map(({ plan, from, to }, i) => ({
    id: hexId(`charge ${moment.key} ${from}`),
    originalChargeId: hexId(`charge ${moment.key}`),
    productRatePlanChargeId: hexId(`product charge ${plan.name}`),
    number: chargeNumber(moment, 'charge'),
    name: plan.name === 'core' ? 'Seats' : 'Enterprise licence',
    type: 'Recurring',
    model: plan.name === 'core' ? 'PerUnit' : 'FlatFee',
    uom: plan.name === 'core' ? 'Seat' : null,
    version: i + 1,
    segment: i + 1,
    currency: moment.customer.currency,
    billingPeriod: plan.interval === 'year' ? 'Annual' : 'Month',
    billingTiming: 'IN_ADVANCE',
    billingDay: 'DefaultFromCustomer',
    price: plan.price,
    quantity: plan.seats,
    mrr: mrrOf(plan),
    dmrr: 0,
    tcv: null,
    dtcv: null,
    endDateCondition: 'Subscription_End',
    effectiveStartDate: from,
    effectiveEndDate: to,
    triggerEvent: 'ContractEffective',
    taxable: true,
    done: false,
  }));

const discountsOf = (moment: Moment): readonly Json[] => {
  const { coupon, startsOn } = moment.customer;
  if (coupon === null) return [];
  const end = discountEndsOn(moment.customer);
  return [
    {
      id: hexId(`discount ${moment.key}`),
      number: chargeNumber(moment, 'discount'),
      name: coupon,
      type: 'Recurring',
      model: 'DiscountPercentage',
      version: 1,
      segment: 1,
      currency: moment.customer.currency,
      applyDiscountTo: 'RECURRING',
      discountLevel: 'subscription',
      discountPercentage: coupon === 'HALF3' ? 50 : 20,
      discountAmount: null,
      billingPeriod: 'Month',
      price: null,
      quantity: null,
      mrr: 0,
      tcv: 0,
      endDateCondition: end === null ? 'Subscription_End' : 'Fixed_Period',
      effectiveStartDate: startsOn,
      effectiveEndDate: end,
    },
  ];
};

const statusOf = ({ state }: Moment): string => {
  if (state.status === 'ended') return 'Cancelled';
  return state.status === 'paused' ? 'Suspended' : 'Active';
};

const suspensionOf = ({ history, state }: Moment): Json => {
  const [paused, resumed] = (['paused', 'resumed'] as const).map((kind) => history.find((each) => each.kind === kind));
  return {
    suspendDate: state.pausedOn,
    resumeDate: state.resumesOn,
    statusHistory:
      paused === undefined ? [] : [{ status: 'Suspended', startDate: paused.day, endDate: resumed?.day ?? null }],
  };
};

const subscriptionOf = (moment: Moment): Json => {
  const { customer, state, key } = moment;
  const version = versionsOf(moment).length;
  return {
    success: true,
    id: hexId(`subscription ${key} ${version}`),
    accountId: hexId(`account ${key}`),
    accountNumber: `A-${String(numberOf(`account ${key}`, 100_000_000)).padStart(8, '0')}`,
    accountName: customer.name,
    invoiceOwnerAccountId: hexId(`account ${key}`),
    subscriptionNumber: subscriptionNumber(moment),
    version,
    revision: `${version}.0`,
    isLatestVersion: true,
    status: statusOf(moment),
    termType: isTermed(moment) ? 'TERMED' : 'EVERGREEN',
    contractEffectiveDate: customer.startsOn,
    serviceActivationDate: customer.startsOn,
    customerAcceptanceDate: customer.startsOn,
    subscriptionStartDate: customer.startsOn,
    subscriptionEndDate: state.endedOn ?? endOf(moment),
    termStartDate: customer.startsOn,
    termEndDate: state.endedOn ?? endOf(moment),
    initialTerm: isTermed(moment) ? 12 : null,
    initialTermPeriodType: isTermed(moment) ? 'Month' : null,
    autoRenew: isTermed(moment),
    renewalSetting: 'RENEW_WITH_SPECIFIC_TERM',
    renewalTerm: isTermed(moment) ? 12 : null,
    cancelledDate: state.endedOn,
    ...suspensionOf(moment),
    originalCreatedDate: timeOn(customer.startsOn, moment).replace('Z', '.000+00:00'),
    updatedDate: moment.time.replace('Z', '.000+00:00'),
    notes: '',
    tier__c: customer.tier,
    ratePlans: [
      {
        id: hexId(`rate plan ${key}`),
        productId: hexId(`product ${customer.plan.name}`),
        productName: customer.plan.name,
        productSku: `SKU-${customer.plan.name}`,
        productRatePlanId: hexId(`product rate plan ${customer.plan.name}`),
        ratePlanName: customer.plan.name,
        subscriptionProductFeatures: [],
        ratePlanCharges: [...chargesOf(moment), ...discountsOf(moment)],
      },
    ],
  };
};

/** Zuora: versions of subscriptions with all segments, as the REST API gives them. Nothing of them is left out. */
export const zuora: Writer = {
  key: subscriptionNumber,
  write: (moment) => (HAS_NO_VERSION.has(moment.kind) ? [] : [subscriptionOf(moment)]),
  adapter: () => ({}),
};
