import type { CivilDate, Decimal } from '@app/domain';
import { checkAgreement, majorAmount } from '../frame/amounts.ts';
import { exponentOf } from '../frame/exponents.ts';
import type { Findings } from '../frame/findings.ts';
import type { Reading } from '../frame/format.ts';
import type { OneCurrency } from '../frame/one-currency.ts';
import type { Payload } from '../frame/payload.ts';

/** What the terms of a subscription are read by. */
export type RecurlyContext = Omit<Reading, 'observed'> &
  Readonly<{
    findings: Findings;
    currency: OneCurrency;
    subscription: Payload;
    firstDay: CivilDate;
    /** The day that the record is about. */
    day: CivilDate;
  }>;

/**
 * The unit amount of a plan, add-on, tier or step: in major units since version 3, in cents before. Of several forms the
 * finest counts, and each coarser one must agree with it.
 */
export const unitAmountOf = (owner: Payload, { currency, adapter, findings }: RecurlyContext): Decimal | null => {
  const exponent = exponentOf(currency.code, { adapter });
  const [fine, major] = [owner.at('unit_amount_decimal'), owner.at('unit_amount')];
  checkAgreement(fine, major, { exponent, findings });
  return majorAmount(fine.isThere ? fine : major, owner.at('unit_amount_in_cents'), { exponent, findings });
};

/** The code of a plan, in version 3 or 2. */
export const planCodeOf = (subscription: Payload): string | null =>
  subscription.at('plan').first('code', 'plan_code').text;
