import type { CivilDate, Decimal } from '@app/domain';
import { fromMinor } from '../frame/amounts.ts';
import type { Findings } from '../frame/findings.ts';
import type { Reading } from '../frame/format.ts';
import type { OneCurrency } from '../frame/one-currency.ts';
import type { BillingInterval } from '../frame/statement.ts';
import { stripeExponent } from './stripe-exponents.ts';

/** What the terms of a subscription are read by. */
export type StripeContext = Omit<Reading, 'observed'> &
  Readonly<{
    findings: Findings;
    currency: OneCurrency;
    /** The day that the record is about. */
    day: CivilDate;
  }>;

/** The interval of the plan, for discounts. */
export type Billing = Readonly<{ interval: BillingInterval | null; periodEnd: CivilDate | null }>;

/** Stripe's minor units of a currency in major units. */
export const major = (minor: Decimal, currency: string, { adapter }: Pick<Reading, 'adapter'>): Decimal =>
  fromMinor(minor, adapter.exponents.get(currency) ?? stripeExponent(currency));
