import {
  type CivilDate,
  type ContractDiscount,
  Decimal,
  type Discount,
  type Line,
  type LineBounds,
  type Per,
  type PeriodicPer,
  ZERO,
} from '@app/domain';
import type { StatedDecimal } from '../fields/decimal.ts';
import type { StatedContractDiscount, StatedDiscount } from './discounts.ts';
import type { StatedLine } from './lines.ts';
import type { StatedPer, StatedPeriodicPer } from './per.ts';

type StatedBounds = Readonly<{ start?: string | null | undefined; end?: string | null | undefined }>;
type StatedDiscounts = Readonly<{ discounts?: readonly StatedDiscount[] | null }>;

/** A line as the domain has it, with defaults filled in. */
export const lineOf = (line: StatedLine): Line => {
  switch (line.kind) {
    case 'recurring':
      return {
        kind: line.kind,
        id: line.id,
        product: line.product,
        quantity: decimalOf(line.quantity ?? 1),
        unitPrice: decimalOf(line.unit_price),
        per: perOf(line.per),
        discounts: discountsOf(line),
        ...boundsOf(line),
      };
    case 'usage_commitment':
      return { ...usageOf(line), kind: line.kind, discounts: discountsOf(line) };
    case 'usage_expected':
      return { ...usageOf(line), kind: line.kind };
    case 'one_time':
      return {
        kind: line.kind,
        id: line.id,
        amount: decimalOf(line.amount),
        date: line.date as CivilDate,
        ...boundsOf(line),
      };
    case 'tax':
    case 'processing_fee':
    case 'refund':
    case 'chargeback':
    case 'credit':
      return { kind: line.kind, id: line.id, amount: decimalOf(line.amount), ...boundsOf(line) };
  }
};

/** A stated -0 is 0. */
const decimalOf = (stated: StatedDecimal): Decimal => {
  const value = new Decimal(stated);
  return value.isZero() ? ZERO : value;
};

const usageOf = (line: Extract<StatedLine, { kind: 'usage_commitment' | 'usage_expected' }>) => ({
  id: line.id,
  product: line.product,
  amount: decimalOf(line.amount),
  per: perOf(line.per),
  ...boundsOf(line),
});

const boundsOf = ({ start, end }: StatedBounds): LineBounds => ({
  start: (start ?? null) as CivilDate | null,
  end: (end ?? null) as CivilDate | null,
});

const perOf = (per: StatedPer): Per => (per === 'term' ? { interval: per } : periodicPerOf(per));

const periodicPerOf = (per: StatedPeriodicPer): PeriodicPer =>
  typeof per === 'string' ? { interval: per, count: 1 } : { interval: per.interval, count: per.count };

const discountsOf = ({ discounts }: StatedDiscounts): readonly Discount[] => (discounts ?? []).map(discountOf);

const discountOf = ({ type, value, start, end }: StatedDiscount): Discount => ({
  type,
  value: decimalOf(value),
  ...boundsOf({ start, end }),
});

/** A discount of a contract as the domain has it. An amount is for each month by default. */
export const contractDiscountOf = (discount: StatedContractDiscount): ContractDiscount => {
  const { value, start, end } = discount;
  const common = { value: decimalOf(value), ...boundsOf({ start, end }) };
  return discount.type === 'percent'
    ? { type: discount.type, ...common }
    : { type: discount.type, per: periodicPerOf(discount.per ?? 'month'), ...common };
};
