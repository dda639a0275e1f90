import type { Decimal } from '../money/decimal.ts';

/**
 * A customer on two days: its ARR then (A0), what it received and gave in between (both at the rates of then), now at
 * the rates of then (A1@0) and now (A1). `stood` and `stands`: it was in the segment then, is in it now. A customer that
 * had nothing then but was given something stood in its segment of now.
 */
export type CustomerAmounts = Readonly<{
  prior: Decimal;
  received: Decimal;
  gave: Decimal;
  nowAtPrior: Decimal;
  now: Decimal;
  stood: boolean;
  stands: boolean;
  wasActiveBefore: boolean;
}>;

export type CustomerMovement =
  | 'transferred_out'
  | 'transferred_in'
  | 'new'
  | 'reactivated'
  | 'churned'
  | 'moved_in'
  | 'moved_out'
  | 'expansion'
  | 'contraction'
  | 'unchanged';

/** A0*: what a customer is compared with, as if it had then what changed hands since (definitions, section 7). */
export const comparedWith = ({
  prior,
  received,
  gave,
}: Pick<CustomerAmounts, 'prior' | 'received' | 'gave'>): Decimal => prior.plus(received).minus(gave);

/** Both belong to the customer's segment then: from there it moves out with all that it is compared with. */
const transfers = ({ received, gave, stood }: CustomerAmounts): readonly CustomerMovement[] => [
  ...(gave.gt(0) && stood ? (['transferred_out'] as const) : []),
  ...(received.gt(0) && stood ? (['transferred_in'] as const) : []),
];

const changeOf = (then: Decimal, nowAtPrior: Decimal): CustomerMovement => {
  if (nowAtPrior.eq(then)) return 'unchanged';
  return nowAtPrior.gt(then) ? 'expansion' : 'contraction';
};

/** One that gave all it had and is active by something else comes back; one that gave all and has nothing is gone. */
const entered = ({ prior, now, stands, wasActiveBefore }: CustomerAmounts): readonly CustomerMovement[] => {
  if (now.isZero() || !stands) return [];
  return [wasActiveBefore || prior.gt(0) ? 'reactivated' : 'new'];
};

const compared = (amounts: CustomerAmounts): readonly CustomerMovement[] => {
  const { now, nowAtPrior, stood, stands } = amounts;
  const then = comparedWith(amounts);
  if (then.isZero()) return entered(amounts);
  if (now.isZero()) return ['churned'];
  if (!stands) return ['moved_out'];
  const change = changeOf(then, nowAtPrior);
  if (stood) return [change];
  return change === 'unchanged' ? ['moved_in'] : ['moved_in', change];
};

/** What a customer did to a segment (definitions, section 7). One that moved in brings its change along. */
export const customerMovements = (amounts: CustomerAmounts): readonly CustomerMovement[] => {
  const moved = transfers(amounts);
  const change = compared(amounts);
  return moved.length > 0 && change.length === 1 && change[0] === 'unchanged' ? moved : [...moved, ...change];
};
