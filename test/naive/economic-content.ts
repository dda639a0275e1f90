import type { Discount, Per, PricedLine, TermsEvent } from './facts.ts';

const perText = ({ interval, count }: Per): string => `${count} ${interval}`;

const discountText = ({ type, value, start, end }: Discount): readonly unknown[] => [type, value.key, start, end];

const contractDiscountText = (discount: Discount): readonly unknown[] => [
  ...discountText(discount),
  discount.type === 'amount' ? perText(discount.per) : null,
];

const lineText = (line: PricedLine, { term }: TermsEvent): string =>
  JSON.stringify([
    line.kind,
    line.product,
    line.quantity.key,
    line.unitPrice.key,
    perText(line.per),
    line.discounts.map(discountText),
    line.start ?? term.start,
    line.end,
  ]);

/** Equal for events with no economic change between them (definitions, section 4). */
export const economicContent = (event: TermsEvent): string =>
  JSON.stringify([
    event.term.start,
    event.term.end,
    event.term.autoRenew,
    event.term.anchor,
    event.currency,
    event.priced.map((line) => lineText(line, event)).toSorted(),
    event.discounts.map(contractDiscountText),
  ]);
