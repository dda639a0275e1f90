import {
  type Decimal,
  type Discount,
  type ExplainedDiscount,
  type ExplainedLine,
  type ExplainedWorth,
  type Per,
  TIMES_A_YEAR,
} from '@app/domain';
import { daysText, figure, indented, sumText } from '../figure.ts';

const perText = ({ interval, count }: Per): string => {
  const name = interval.replace('_', ' ');
  return count === 1 ? `each ${name}` : `every ${count} ${name}s`;
};

/** `1,000 × 4 ÷ 3 a year = 1,333.3333333333…` */
const yearlyText = (amount: Decimal, { interval, count }: Per, rate: Decimal): string =>
  `${figure(amount)} × ${TIMES_A_YEAR[interval]}${count === 1 ? '' : ` ÷ ${count}`} a year = ${figure(rate)}`;

const discountDays = ({ start, end }: Discount): string => {
  if (start === null) return end === null ? 'without an end' : `until ${end}`;
  return daysText(start, end);
};

const reasonText = ({ isActive, lasts, counts, leaves }: ExplainedDiscount): string => {
  if (!isActive) return 'not active on the day';
  const kind = lasts ? 'lasting' : 'passing';
  return counts && leaves !== null
    ? `${kind}, counts: leaves ${figure(leaves)}`
    : `${kind}, so annual rates pass over it`;
};

const discountText = (explained: ExplainedDiscount): string => {
  const { discount } = explained;
  const value = discount.type === 'percent' ? `${figure(discount.value)} %` : figure(discount.value);
  return `less ${value} ${discountDays(discount)}: ${reasonText(explained)}`;
};

const grossText = ({ line, gross }: ExplainedLine): string =>
  line.kind === 'recurring'
    ? `${figure(line.quantity)} × ${figure(line.unitPrice)} = ${figure(gross)}`
    : `committed ${figure(gross)}`;

/** Discounts may take more than there is; what is left then is 0. */
const netText = ({ runs, net, annualRate, line, discounts }: ExplainedLine): string => {
  if (!runs) return 'does not run on the day: annual rate 0';
  const floor = discounts.some(({ leaves }) => leaves?.lt(0)) ? 'never below 0: ' : '';
  return `${floor}annual rate ${yearlyText(net, line.per, annualRate)}`;
};

const lineText = (explained: ExplainedLine): readonly string[] => [
  `${explained.line.id} (${explained.line.product}): ${grossText(explained)} ${perText(explained.line.per)}`,
  ...indented([...explained.discounts.map(discountText), netText(explained)]),
];

/** Each line from its price to its annual rate, and what they add up to. */
export const linesText = ({ lines, arr, grossArr }: ExplainedWorth): readonly string[] => {
  const running = lines.filter(({ runs }) => runs);
  return [
    'Lines',
    ...indented(lines.flatMap(lineText)),
    `ARR = ${sumText(
      running.map(({ annualRate }) => annualRate),
      arr,
    )}`,
    `Gross ARR, before discounts = ${sumText(
      running.map(({ annualGross }) => annualGross),
      grossArr,
    )}`,
  ];
};

/** What stands beside recurring value. */
export const asideText = ({ charges, usage }: ExplainedWorth): readonly string[] => [
  ...charges.map(
    ({ line, counts }) =>
      `One-time ${line.id}: ${figure(line.amount)} on ${line.date}, ${counts ? 'in this term' : 'not in this term: 0'}`,
  ),
  ...usage.map(({ line, runs, annualRate }) =>
    runs
      ? `Expected usage ${line.id}: ${yearlyText(line.amount, line.per, annualRate)}`
      : `Expected usage ${line.id}: does not run on the day`,
  ),
];
