import type { TermsEvent } from '../facts/contract-event.ts';
import { type Discount, isPriced } from '../lines/line.ts';
import { plain } from '../money/decimal-text.ts';

const withoutStart = ({ start, end }: Discount): boolean => start === null && end !== null;

const discountText = ({ type, value, end }: Discount): string =>
  `${plain(value)}${type === 'percent' ? ' %' : ''} off until ${end ?? ''}`;

/** Discounts with an end and no start: the start of the term decides whether they last (definitions, section 3). */
export const discountsWithoutStart = ({ contractId, lines, discounts }: TermsEvent): readonly string[] => [
  ...lines
    .filter(isPriced)
    .flatMap((line) =>
      line.discounts.filter(withoutStart).map((one) => `${contractId}: line ${line.id}, ${discountText(one)}`),
    ),
  ...discounts.filter(withoutStart).map((one) => `${contractId}: ${discountText(one)}`),
];
