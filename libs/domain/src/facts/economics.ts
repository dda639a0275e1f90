import { isPriced, type Discount, type PricedLine } from '../lines/line.ts';
import { plain } from '../money/decimal.ts';
import { compareCodePoints } from '../text/code-points.ts';
import type { TermsEvent } from './contract-event.ts';

const discountEconomics = ({ type, value, start, end }: Discount): readonly unknown[] => [
  type,
  plain(value),
  start,
  end,
];

const lineEconomics = (line: PricedLine, event: TermsEvent): readonly unknown[] => [
  line.id,
  line.kind,
  line.product,
  ...(line.kind === 'recurring' ? [plain(line.quantity), plain(line.unitPrice)] : [plain(line.amount)]),
  line.per.interval,
  line.per.count,
  line.start ?? event.term.start,
  line.end,
  line.discounts.map(discountEconomics),
];

/**
 * The economic content of an event as text: equal for two events just where an amendment from one to the other moves no
 * amount (definitions, section 4). Lines in any order, defaults filled in, decimals by value, discounts in their order.
 */
export const economics = (event: TermsEvent): string => {
  const { start, end, autoRenew } = event.term;
  const lines = event.lines.filter(isPriced).toSorted((a, b) => compareCodePoints(a.id, b.id));
  return JSON.stringify([start, end, autoRenew, event.currency, lines.map((line) => lineEconomics(line, event))]);
};
