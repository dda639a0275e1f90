type Json = Readonly<Record<string, unknown>>;

/** An event of billing. Its id is told by its type and day. */
export const event = (eventType: string, effectiveDate: string, changes: Json = {}): Json => ({
  eventId: `${eventType}-${effectiveDate}`,
  billingPeriod: 'MONTHLY',
  effectiveDate,
  plan: 'standard-monthly',
  product: 'Standard',
  priceList: 'DEFAULT',
  eventType,
  isBlockedBilling: false,
  isBlockedEntitlement: false,
  serviceName: 'billing-service',
  serviceStateName: eventType,
  phase: 'standard-monthly-evergreen',
  auditLogs: [],
  ...changes,
});

export const price = (changes: Json = {}): Json => ({
  planName: 'standard-monthly',
  phaseName: 'standard-monthly-evergreen',
  phaseType: 'EVERGREEN',
  fixedPrice: null,
  recurringPrice: 24.95,
  usagePrices: [],
  ...changes,
});

export const SUBSCRIPTION_ID = 'ee508b5b-46b8-42a7-8988-16c0470de4ae';

/** A subscription of 24.95 a month since 10 January 2025. */
export const subscription = (changes: Json = {}): Json => ({
  accountId: '1cb6c8b0-1df6-4dd5-9c7c-2a69bab365e8',
  bundleId: 'f3dea847-1567-467a-8373-838dfdcf6afc',
  subscriptionId: SUBSCRIPTION_ID,
  externalKey: 'acme-1',
  startDate: '2025-01-10',
  productName: 'Standard',
  productCategory: 'BASE',
  billingPeriod: 'MONTHLY',
  phaseType: 'EVERGREEN',
  priceList: 'DEFAULT',
  planName: 'standard-monthly',
  state: 'ACTIVE',
  chargedThroughDate: '2025-04-10',
  billingStartDate: '2025-01-10',
  billCycleDayLocal: 10,
  events: [
    event('START_ENTITLEMENT', '2025-01-10', { serviceName: 'entitlement-service', phase: 'mistyped' }),
    event('START_BILLING', '2025-01-10'),
  ],
  prices: [price()],
  auditLogs: [],
  ...changes,
});

/** What is sent to listeners inside Kill Bill. */
export const busEvent = (changes: Json = {}): Json => ({
  eventId: '9e901bbc-bbcb-4f0a-8511-e58029bbea91',
  subscriptionId: SUBSCRIPTION_ID,
  effectiveTransitionTime: '2025-03-20T12:00:00.322Z',
  previousState: 'ACTIVE',
  nextState: 'CANCELLED',
  transitionType: 'CANCEL',
  ...changes,
});

/** A push notification: the webhook of Kill Bill. */
export const notification = (changes: Json = {}): Json => ({
  eventType: 'SUBSCRIPTION_CHANGE',
  accountId: '1cb6c8b0-1df6-4dd5-9c7c-2a69bab365e8',
  objectType: 'SUBSCRIPTION',
  objectId: SUBSCRIPTION_ID,
  metaData: null,
  ...changes,
});
