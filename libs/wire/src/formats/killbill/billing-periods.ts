import type { BillingInterval } from '../frame/statement.ts';

const days = (count: number): BillingInterval => ({ interval: 'day', count });
const months = (count: number): BillingInterval => ({ interval: 'month', count });
const years = (count: number): BillingInterval => ({ interval: 'year', count });

/** Kill Bill’s words for billing intervals. A half year is BIANNUAL, two years are BIENNIAL. */
export const BILLING_PERIODS: Readonly<Record<string, BillingInterval>> = {
  DAILY: days(1),
  WEEKLY: { interval: 'week', count: 1 },
  BIWEEKLY: { interval: 'week', count: 2 },
  THIRTY_DAYS: days(30),
  THIRTY_ONE_DAYS: days(31),
  SIXTY_DAYS: days(60),
  NINETY_DAYS: days(90),
  MONTHLY: months(1),
  BIMESTRIAL: months(2),
  QUARTERLY: months(3),
  TRIANNUAL: months(4),
  BIANNUAL: months(6),
  ANNUAL: years(1),
  SESQUIENNIAL: months(18),
  BIENNIAL: years(2),
  TRIENNIAL: years(3),
};
