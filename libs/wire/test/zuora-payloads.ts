type Json = Readonly<Record<string, unknown>>;

/** A recurring charge of four seats at 15 USD a month since 10 January 2025, to the end of its term. */
export const charge = (changes: Json = {}): Json => ({
  id: 'rpc_1',
  number: 'C-00000001',
  name: 'Seats',
  type: 'Recurring',
  model: 'PerUnit',
  currency: 'USD',
  productRatePlanChargeId: 'prpc_1',
  version: 1,
  segment: 1,
  billingPeriod: 'Month',
  endDateCondition: 'Subscription_End',
  effectiveStartDate: '2025-01-10',
  effectiveEndDate: '2026-01-10',
  price: 15,
  quantity: 4,
  mrr: 60,
  tcv: 720,
  ...changes,
});

/** A discount of 20 % off all of a subscription. */
export const discount = (changes: Json = {}): Json =>
  charge({
    id: 'rpc_d',
    number: 'C-00000009',
    name: 'Discount',
    model: 'DiscountPercentage',
    productRatePlanChargeId: 'prpc_d',
    applyDiscountTo: 'ONETIMERECURRINGUSAGE',
    discountLevel: 'subscription',
    discountPercentage: 20,
    discountAmount: null,
    price: null,
    quantity: null,
    mrr: 0,
    tcv: 0,
    ...changes,
  });

export const ratePlan = (charges: readonly Json[] = [charge()], changes: Json = {}): Json => ({
  id: 'rp_1',
  productId: 'prod_core',
  productName: 'Core',
  productRatePlanId: 'prp_1',
  ratePlanName: 'Monthly',
  ratePlanCharges: charges,
  ...changes,
});

/** The first version of a subscription for a year, as the API gives it with all segments. */
export const subscription = (changes: Json = {}): Json => ({
  success: true,
  id: 'sub_v1',
  accountId: 'acc_1',
  accountNumber: 'A-1',
  accountName: 'Acme',
  subscriptionNumber: 'A-S00000001',
  version: 1,
  revision: '1.0',
  status: 'Active',
  termType: 'TERMED',
  contractEffectiveDate: '2025-01-10',
  serviceActivationDate: '2025-01-10',
  customerAcceptanceDate: '2025-01-10',
  subscriptionStartDate: '2025-01-10',
  subscriptionEndDate: '2026-01-10',
  termStartDate: '2025-01-10',
  termEndDate: '2026-01-10',
  autoRenew: true,
  renewalSetting: 'RENEW_WITH_SPECIFIC_TERM',
  renewalTerm: 12,
  originalCreatedDate: '2025-01-09T10:00:00.000+00:00',
  updatedDate: '2025-01-09T10:00:00.000+00:00',
  ratePlans: [ratePlan()],
  ...changes,
});

/** A later version, recorded on 20 March. */
export const amended = (changes: Json = {}): Json =>
  subscription({ id: 'sub_v2', version: 2, updatedDate: '2025-03-20T12:00:00.000+00:00', ...changes });

/** A subscription without an end. */
export const evergreen = (charges: readonly Json[], changes: Json = {}): Json =>
  subscription({
    termType: 'EVERGREEN',
    termEndDate: null,
    subscriptionEndDate: null,
    autoRenew: false,
    ratePlans: [ratePlan(charges)],
    ...changes,
  });
