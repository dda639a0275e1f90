import { Decimal } from '@app/domain';

const DECIMALS_MAX = 10;

/**
 * Quantity and unit price of a line of which only the total is known: the quantity stays if the price is exact with at
 * most ten decimals, otherwise the line is one unit at the total.
 */
export const priceOfTotal = (total: Decimal, quantity: Decimal): Readonly<{ quantity: Decimal; price: Decimal }> => {
  if (!quantity.isZero()) {
    const price = total.div(quantity).toDecimalPlaces(DECIMALS_MAX);
    if (price.times(quantity).eq(total)) return { quantity, price };
  }
  return { quantity: new Decimal(1), price: total };
};
