import type { CivilDate } from '../calendar/civil-date.ts';
import type { Decimal } from '../money/decimal.ts';
import type { Per, PeriodicPer } from './per.ts';

/**
 * The bounds that a line states. A missing `start` is the term's; without an `end` it runs while the contract is
 * active.
 */
export type LineBounds = Readonly<{ start: CivilDate | null; end: CivilDate | null }>;

/**
 * Active in `[start, end)`; a missing bound is open. An `amount` is for each billing interval of the line as a whole.
 */
export type Discount = Readonly<{
  type: 'percent' | 'amount';
  value: Decimal;
  start: CivilDate | null;
  end: CivilDate | null;
}>;

/**
 * A discount of the contract as a whole, applied after the lines' own. An amount is for each billing interval `per`,
 * and is taken from all lines in proportion (definitions, section 3).
 */
export type ContractDiscount =
  (Discount & Readonly<{ type: 'percent' }>) | (Discount & Readonly<{ type: 'amount'; per: PeriodicPer }>);

export type RecurringLine = LineBounds &
  Readonly<{
    kind: 'recurring';
    id: string;
    product: string;
    quantity: Decimal;
    unitPrice: Decimal;
    per: Per;
    discounts: readonly Discount[];
  }>;

export type UsageCommitmentLine = LineBounds &
  Readonly<{
    kind: 'usage_commitment';
    id: string;
    product: string;
    amount: Decimal;
    per: Per;
    discounts: readonly Discount[];
  }>;

export type UsageExpectedLine = LineBounds &
  Readonly<{ kind: 'usage_expected'; id: string; product: string; amount: Decimal; per: Per }>;

export type OneTimeLine = LineBounds & Readonly<{ kind: 'one_time'; id: string; amount: Decimal; date: CivilDate }>;

/** A line that is stored and counts in no figure. */
export type UncountedLine = LineBounds &
  Readonly<{ kind: 'tax' | 'processing_fee' | 'refund' | 'chargeback' | 'credit'; id: string; amount: Decimal }>;

/** The lines that count in recurring value. */
export type PricedLine = RecurringLine | UsageCommitmentLine;
export type Line = PricedLine | UsageExpectedLine | OneTimeLine | UncountedLine;

export const isPriced = (line: Line): line is PricedLine =>
  line.kind === 'recurring' || line.kind === 'usage_commitment';
