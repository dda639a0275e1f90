import type {
  ContractDiscount,
  Decimal,
  Discount,
  ExplainedDiscount,
  ExplainedLine,
  ExplainedWorth,
  PricedLine,
  UsageExpectedLine,
} from '@app/domain';
import { daysText, figure, indented, sumText } from '../figure.ts';
import { factorText, perText } from './per-text.ts';

type Yearly = Readonly<{ amount: Decimal; rate: Decimal; months: Decimal | null }>;

/** `1,000 × 4 ÷ 3 a year = 1,333.3333333333…` */
const yearlyText = ({ per }: PricedLine | UsageExpectedLine, { amount, rate, months }: Yearly): string =>
  `${figure(amount)} × ${factorText(per, months)} a year = ${figure(rate)}`;

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

const discountText = (explained: ExplainedDiscount): string => {
  const { discount } = explained;
  const value = discount.type === 'percent' ? `${figure(discount.value)} %` : figure(discount.value);
  return `less ${value} ${discountDays(discount)}: ${reasonText(explained)}`;
};

const grossText = ({ line, gross }: ExplainedLine): string =>
  line.kind === 'recurring'
    ? `${figure(line.quantity)} × ${figure(line.unitPrice)} = ${figure(gross)}`
    : `committed ${figure(gross)}`;

/** Discounts may take more than there is; then 0 is left. */
const netText = (explained: ExplainedLine, months: Decimal | null): string => {
  const { runs, net, ownRate, line, discounts } = explained;
  if (!runs) return 'does not run on the day: annual rate 0';
  const floor = discounts.some(({ leaves }) => leaves?.lt(0)) ? 'never below 0: ' : '';
  return `${floor}annual rate ${yearlyText(line, { amount: net, rate: ownRate, months })}`;
};

const TRIAL = 'a free day before the contract is first paid for: 0, before discounts too';

const lineText = (explained: ExplainedLine, months: Decimal | null): readonly string[] => [
  `${explained.line.id} (${explained.line.product}): ${grossText(explained)} ${perText(explained.line.per)}`,
  ...indented([
    ...explained.discounts.map(discountText),
    netText(explained, months),
    ...(explained.isInTrial ? [TRIAL] : []),
  ]),
];

const contractDiscountText = (explained: ExplainedDiscount<ContractDiscount>): string => {
  const { discount } = explained;
  const value =
    discount.type === 'percent'
      ? `${figure(discount.value)} %`
      : `${figure(discount.value)} ${perText(discount.per)} × ${factorText(discount.per, null)}`;
  return `less ${value} ${discountDays(discount)}: ${reasonText(explained)}`;
};

/** What the contract's own discounts take of all lines together. */
const contractDiscountsText = ({ discounts, lines }: ExplainedWorth): readonly string[] => {
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

/** The days on which a contract has not been paid for yet. */
const trialText = ({ trial }: ExplainedWorth): readonly string[] =>
  trial === null ? [] : [`Trial: ${daysText(trial.start, trial.end)}, free days at the beginning`];

/** Each line from its price to its annual rate, and their sum. */
export const linesText = (worth: ExplainedWorth): readonly string[] => {
  const { lines, arr, grossArr, term } = worth;
  const running = lines.filter(({ runs }) => runs);
  return [
    ...trialText(worth),
    'Lines',
    ...indented(lines.flatMap((line) => lineText(line, term.statedMonths))),
    ...contractDiscountsText(worth),
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

/** One-time lines and expected usage, which are no recurring value. */
export const asideText = ({ charges, usage, term }: ExplainedWorth): readonly string[] => [
  ...charges.map(
    ({ line, counts }) =>
      `One-time ${line.id}: ${figure(line.amount)} on ${line.date}, ${counts ? 'in this term' : 'not in this term: 0'}`,
  ),
  ...usage.map(({ line, runs, annualRate }) =>
    runs
      ? `Expected usage ${line.id}: ${yearlyText(line, { amount: line.amount, rate: annualRate, months: term.statedMonths })}`
      : `Expected usage ${line.id}: does not run on the day`,
  ),
];
