import { comparedWith, customerMovements, type CustomerMovement, type Decimal, ZERO } from '@app/domain';
import type { CustomerMove } from './explanation-source.ts';

/** The number of customers that an explanation lists. */
export const LARGEST_MOVES = 10;

/** A customer's effect on the segment, in the reporting currency. The drivers add up to its change at constant currency. */
export type ExplainedCustomer = Readonly<{
  customerId: string;
  movements: readonly CustomerMovement[];
  prior: Decimal;
  /** ARR received minus ARR given, at the rates of then. The customer is compared with `prior` plus this. */
  transferred: Decimal;
  nowAtPrior: Decimal;
  now: Decimal;
  drivers: Readonly<Record<'price' | 'quantity' | 'discount' | 'product', Decimal>> | null;
}>;

export const explainedCustomer = ({ customerId, amounts, drivers }: CustomerMove): ExplainedCustomer => {
  const { prior, received, gave, nowAtPrior, now } = amounts;
  const explained = drivers === null ? ZERO : drivers.price.plus(drivers.quantity).plus(drivers.discount);
  return {
    customerId,
    movements: customerMovements(amounts),
    prior,
    transferred: received.minus(gave),
    nowAtPrior,
    now,
    drivers:
      drivers === null ? null : { ...drivers, product: nowAtPrior.minus(comparedWith(amounts)).minus(explained) },
  };
};
