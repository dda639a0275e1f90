import { type ContractDiscount, type Discount, isPriced, type PricedLine } from '../lines/line.ts';
import type { Per } from '../lines/per.ts';
import type { Decimal } from '../money/decimal.ts';
import { compareCodePoints } from '../text/code-points.ts';
import type { TermsEvent } from './contract-event.ts';

const compareOptional = (a: string | null, b: string | null): number => compareCodePoints(a ?? '', b ?? '');

const comparePer = (a: Per, b: Per): number => {
  const countOf = (per: Per): number => (per.interval === 'term' ? 0 : per.count);
  return compareCodePoints(a.interval, b.interval) || countOf(a) - countOf(b);
};

const compareDiscount = (a: Discount, b: Discount): number =>
  compareCodePoints(a.type, b.type) ||
  a.value.comparedTo(b.value) ||
  compareOptional(a.start, b.start) ||
  compareOptional(a.end, b.end);

const compareDiscounts = (a: readonly Discount[], b: readonly Discount[]): number =>
  a.length - b.length ||
  a.reduce((order, discount, i) => {
    const other = b[i];
    return order !== 0 || other === undefined ? order : compareDiscount(discount, other);
  }, 0);

/** The price of one, or the committed amount. */
const priceOf = (line: PricedLine): Decimal => (line.kind === 'recurring' ? line.unitPrice : line.amount);

const compareQuantity = (a: PricedLine, b: PricedLine): number =>
  a.kind === 'recurring' && b.kind === 'recurring' ? a.quantity.comparedTo(b.quantity) : 0;

/** A total order of the content of lines, without their ids. A missing start is the term's. */
const compareContent =
  (termStart: string) =>
  (a: PricedLine, b: PricedLine): number =>
    priceOf(a).comparedTo(priceOf(b)) ||
    compareQuantity(a, b) ||
    compareCodePoints(a.kind, b.kind) ||
    compareCodePoints(a.product, b.product) ||
    comparePer(a.per, b.per) ||
    compareCodePoints(a.start ?? termStart, b.start ?? termStart) ||
    compareOptional(a.end, b.end) ||
    compareDiscounts(a.discounts, b.discounts);

const hasSameLines = (a: TermsEvent, b: TermsEvent): boolean => {
  const [lines, others] = [a.lines.filter(isPriced), b.lines.filter(isPriced)];
  if (lines.length !== others.length) return false;
  const compare = compareContent(a.term.start);
  const isSameAt = (line: PricedLine, i: number): boolean => {
    const other = others[i];
    return other !== undefined && compare(line, other) === 0;
  };
  if (lines.every(isSameAt)) return true;
  if (lines.length < 2) return false;
  lines.sort(compare);
  others.sort(compare);
  return lines.every(isSameAt);
};

const isSameContractDiscount = (a: ContractDiscount, b: ContractDiscount | undefined): boolean =>
  b !== undefined &&
  compareDiscount(a, b) === 0 &&
  (a.type === 'amount' && b.type === 'amount' ? comparePer(a.per, b.per) === 0 : true);

const hasSameDiscounts = (a: TermsEvent, b: TermsEvent): boolean =>
  a.discounts.length === b.discounts.length &&
  a.discounts.every((discount, i) => isSameContractDiscount(discount, b.discounts[i]));

/**
 * Whether two events have the same economic content, so that an amendment from one to the other moves no amount
 * (definitions, section 4). Lines count in any order and without their ids, discounts in their order, decimals by
 * value. Events are compared field by field, because most differ in the first amount: comparing all content as text
 * took ten times as long.
 */
export const hasSameEconomics = (a: TermsEvent, b: TermsEvent): boolean =>
  a.term.start === b.term.start &&
  a.term.end === b.term.end &&
  a.term.autoRenew === b.term.autoRenew &&
  a.term.anchor === b.term.anchor &&
  a.currency === b.currency &&
  hasSameDiscounts(a, b) &&
  hasSameLines(a, b);
