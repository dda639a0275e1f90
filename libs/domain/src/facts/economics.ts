import type { CivilDate } from '../calendar/civil-date.ts';
import { isPriced, type Discount, type PricedLine } from '../lines/line.ts';
import { compareCodePoints } from '../text/code-points.ts';
import type { TermsEvent } from './contract-event.ts';

const isSameDiscount = (a: Discount, b: Discount | undefined): boolean =>
  b !== undefined && a.type === b.type && a.value.eq(b.value) && a.start === b.start && a.end === b.end;

const isSameAmount = (a: PricedLine, b: PricedLine): boolean => {
  if (a.kind === 'recurring') {
    return b.kind === 'recurring' && a.quantity.eq(b.quantity) && a.unitPrice.eq(b.unitPrice);
  }
  return b.kind === 'usage_commitment' && a.amount.eq(b.amount);
};

/** A line with the first day of its event's term, which is its own where it states none. */
type DatedLine = Readonly<{ line: PricedLine; termStart: CivilDate }>;

const isSameLine = ({ line: a, termStart }: DatedLine, { line: b, termStart: otherStart }: DatedLine): boolean =>
  a.id === b.id &&
  isSameAmount(a, b) &&
  a.product === b.product &&
  a.per.interval === b.per.interval &&
  a.per.count === b.per.count &&
  (a.start ?? termStart) === (b.start ?? otherStart) &&
  a.end === b.end &&
  a.discounts.length === b.discounts.length &&
  a.discounts.every((discount, i) => isSameDiscount(discount, b.discounts[i]));

const pricedLines = ({ lines }: TermsEvent): readonly PricedLine[] => {
  const priced = lines.filter(isPriced);
  return priced.length < 2 ? priced : priced.sort((a, b) => compareCodePoints(a.id, b.id));
};

/**
 * Whether two events have the same economic content: just where an amendment from one to the other moves no amount
 * (definitions, section 4). Lines in any order, defaults filled in, decimals by value, discounts in their order. Compared
 * as they stand, for most differ in the first amount: as a text of all the content it took ten times as long.
 */
export const hasSameEconomics = (a: TermsEvent, b: TermsEvent): boolean => {
  if (a.term.start !== b.term.start || a.term.end !== b.term.end) return false;
  if (a.term.autoRenew !== b.term.autoRenew || a.currency !== b.currency) return false;
  const lines = pricedLines(a);
  const others = pricedLines(b);
  return (
    lines.length === others.length &&
    lines.every((line, i) => {
      const other = others[i];
      return (
        other !== undefined && isSameLine({ line, termStart: a.term.start }, { line: other, termStart: b.term.start })
      );
    })
  );
};
