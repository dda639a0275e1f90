import type { Decimal } from '../money/decimal.ts';

/**
 * A customer on the two days of a comparison: its ARR then (A0), the ARR of the contracts that it received and gave
 * since (at the rates of then), its ARR now at the rates of then (A1@0), and its ARR now (A1). A customer that had
 * nothing then and received something counts as in its segment of now on both days.
 */
export type CustomerAmounts = Readonly<{
  prior: Decimal;
  received: Decimal;
  gave: Decimal;
  nowAtPrior: Decimal;
  now: Decimal;
  /** Whether it was in the segment then. */
  wasInSegment: boolean;
  /** Whether it is in the segment now. */
  isInSegment: boolean;
  wasActiveBefore: boolean;
}>;

export const CUSTOMER_MOVEMENTS = [
  'transferred_out',
  'transferred_in',
  'new',
  'reactivated',
  'churned',
  'moved_in',
  'moved_out',
  'expansion',
  'contraction',
  'unchanged',
] as const;
export type CustomerMovement = (typeof CUSTOMER_MOVEMENTS)[number];

/** A0*: a customer's ARR then, as if it already had the contracts that changed hands since (definitions, section 7). */
export const comparedWith = ({
  prior,
  received,
  gave,
}: Pick<CustomerAmounts, 'prior' | 'received' | 'gave'>): Decimal => prior.plus(received).minus(gave);

/** Both belong to the customer's segment of then; a customer that moves out takes all of its A0* along. */
const transfers = ({ received, gave, wasInSegment }: CustomerAmounts): readonly CustomerMovement[] => [
  ...(gave.gt(0) && wasInSegment ? (['transferred_out'] as const) : []),
  ...(received.gt(0) && wasInSegment ? (['transferred_in'] as const) : []),
];

const changeOf = (then: Decimal, nowAtPrior: Decimal): CustomerMovement => {
  if (nowAtPrior.eq(then)) return 'unchanged';
  return nowAtPrior.gt(then) ? 'expansion' : 'contraction';
};

/**
 * A customer that gave everything is reactivated if it is active by something else, and has no movement if it is not.
 */
const entered = ({ prior, now, isInSegment, wasActiveBefore }: CustomerAmounts): readonly CustomerMovement[] => {
  if (now.isZero() || !isInSegment) return [];
  return [wasActiveBefore || prior.gt(0) ? 'reactivated' : 'new'];
};

const compared = (amounts: CustomerAmounts): readonly CustomerMovement[] => {
  const { now, nowAtPrior, wasInSegment, isInSegment } = amounts;
  const then = comparedWith(amounts);
  if (then.isZero()) return entered(amounts);
  if (now.isZero()) return ['churned'];
  if (!isInSegment) return ['moved_out'];
  const change = changeOf(then, nowAtPrior);
  if (wasInSegment) return [change];
  return change === 'unchanged' ? ['moved_in'] : ['moved_in', change];
};

/**
 * The movements of a customer in a segment (definitions, section 7). A customer that moved in brings its change along.
 */
export const customerMovements = (amounts: CustomerAmounts): readonly CustomerMovement[] => {
  const moved = transfers(amounts);
  const change = compared(amounts);
  return moved.length > 0 && change.length === 1 && change[0] === 'unchanged' ? moved : [...moved, ...change];
};
