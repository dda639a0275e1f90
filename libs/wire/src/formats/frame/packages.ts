import { type Decimal, ONE } from '@app/domain';

/** The number of packages that are billed for a quantity: `size` units each, a part of one rounded up or down. */
export const packagesOf = (quantity: Decimal, size: Decimal, round: 'up' | 'down'): Decimal => {
  const full = quantity.divToInt(size);
  return round === 'up' && full.times(size).lt(quantity) ? full.plus(ONE) : full;
};
