import type { ContractDiscount, Discount, ExplainedDiscount, ExplainedWorth } from '@app/domain';
import { daysText, figure, indented } from '../figure.ts';
import { factorText, perText } from './per-text.ts';

const discountDays = ({ start, end }: Discount): string => {
  if (start === null) return end === null ? 'without an end' : `until ${end}`;
  return daysText(start, end);
};

const reasonText = ({ isActive, lasts, counts, leaves }: ExplainedDiscount<Discount | ContractDiscount>): string => {
  if (!isActive) return 'not active on the day';
  const kind = lasts ? 'lasting' : 'passing';
  return counts && leaves !== null
    ? `${kind}, counts: leaves ${figure(leaves)}`
    : `${kind}, so annual rates pass over it`;
};

/** A discount of a line, and why it counts or not. */
export const discountText = (explained: ExplainedDiscount): string => {
  const { discount } = explained;
  const value = discount.type === 'percent' ? `${figure(discount.value)} %` : figure(discount.value);
  return `less ${value} ${discountDays(discount)}: ${reasonText(explained)}`;
};

const contractDiscountText = (explained: ExplainedDiscount<ContractDiscount>): string => {
  const { discount } = explained;
  const value =
    discount.type === 'percent'
      ? `${figure(discount.value)} %`
      : `${figure(discount.value)} ${perText(discount.per)} × ${factorText(discount.per, null)}`;
  return `less ${value} ${discountDays(discount)}: ${reasonText(explained)}`;
};

/** The contract's own discounts, and what each line keeps of its rate. */
export const contractDiscountsText = ({ discounts, lines }: ExplainedWorth): readonly string[] => {
  if (discounts === null) return [];
  const rates = lines.filter(({ runs, isInTrial }) => runs && !isInTrial);
  const kept = rates.map(({ line, annualRate }) => `${line.id} ${figure(annualRate)}`);
  return [
    `Discounts of the contract, on all annual rates together, ${figure(discounts.sum)}`,
    ...indented([
      ...discounts.discounts.map(contractDiscountText),
      `each line keeps ${figure(discounts.left)} ÷ ${figure(discounts.sum)} of its rate${kept.length === 0 ? '' : `: ${kept.join(', ')}`}`,
    ]),
  ];
};
