import type { CivilDate, Decimal } from '@app/domain';
import type { Adapter } from '../adapter/read-adapter.ts';
import { fromMinor } from '../frame/amounts.ts';
import type { Findings } from '../frame/findings.ts';
import type { Reading } from '../frame/format.ts';
import type { OneCurrency } from '../frame/one-currency.ts';
import type { Payload } from '../frame/payload.ts';
import type { BillingInterval } from '../frame/statement.ts';
import { stripeExponent } from './stripe-exponents.ts';

/** What the terms of a subscription are read by. */
export type StripeContext = Omit<Reading, 'observed'> &
  Readonly<{
    /** Prices that the payload has elsewhere, by id, for items that name theirs alone. */
    prices?: ReadonlyMap<string, Payload>;
    findings: Findings;
    currency: OneCurrency;
    /** The first day of the subscription, or of the phase. */
    firstDay: CivilDate;
    /** The day that the record is about. */
    day: CivilDate;
  }>;

/** The interval of the plan, for discounts. */
export type Billing = Readonly<{ interval: BillingInterval | null; periodEnd: CivilDate | null }>;

/** Stripe's minor units of a currency in major units. */
export const major = (
  minor: Decimal,
  currency: string,
  { adapter }: Readonly<{ adapter: Pick<Adapter, 'exponents'> }>,
): Decimal => fromMinor(minor, adapter.exponents.get(currency) ?? stripeExponent(currency));
