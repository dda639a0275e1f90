import { Decimal } from '@app/domain';
import type { CatalogPlan, CatalogPrice } from '../adapter/adapter-fields.ts';
import { billingInterval } from './billing-interval.ts';
import type { OneCurrency } from './one-currency.ts';
import type { BillingInterval } from './statement.ts';

/** The interval that a price or plan of the catalog is for; null: it does not say, or is not there. */
export const listedInterval = (listed: CatalogPlan | CatalogPrice | null | undefined): BillingInterval | null =>
  billingInterval(listed?.interval ?? null, listed?.count ?? 1);

/** The amount of a price of the catalog in major units, which has to be in the currency of the payload; null: there is none. */
export const listedAmount = (listed: CatalogPrice | null | undefined, currency: OneCurrency): Decimal | null => {
  const amount = listed?.unit_amount ?? null;
  if (amount === null) return null;
  currency.add(listed?.currency ?? null, 'catalog.prices');
  return new Decimal(amount);
};
