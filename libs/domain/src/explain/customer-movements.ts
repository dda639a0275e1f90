import type { Decimal } from '../money/decimal.ts';

/** A customer's ARR on the prior day, now, and now at the prior day's rates; and whether it stood in the segment. */
export type CustomerAmounts = Readonly<{
  prior: Decimal;
  nowAtPrior: Decimal;
  now: Decimal;
  stood: boolean;
  stands: boolean;
  wasActiveBefore: boolean;
}>;

export type CustomerMovement =
  'new' | 'reactivated' | 'churned' | 'moved_in' | 'moved_out' | 'expansion' | 'contraction' | 'unchanged';

const changeOf = ({ prior, nowAtPrior }: CustomerAmounts): CustomerMovement => {
  if (nowAtPrior.eq(prior)) return 'unchanged';
  return nowAtPrior.gt(prior) ? 'expansion' : 'contraction';
};

/** What a customer did to a segment (definitions, section 7); who moved in brings its change along. */
export const customerMovements = (amounts: CustomerAmounts): readonly CustomerMovement[] => {
  const { prior, now, stood, stands, wasActiveBefore } = amounts;
  if (prior.isZero()) return [wasActiveBefore ? 'reactivated' : 'new'];
  if (now.isZero()) return ['churned'];
  if (!stands) return ['moved_out'];
  const change = changeOf(amounts);
  if (stood) return [change];
  return change === 'unchanged' ? ['moved_in'] : ['moved_in', change];
};
