import type { Decimal, ExplainedLine, ExplainedWorth } from '@app/domain';
import { daysText, figure, indented, sumText } from '../figure.ts';
import { contractDiscountsText, discountText } from './discounts-text.ts';
import { perText } from './per-text.ts';
import { yearlyText } from './yearly-text.ts';

const grossText = ({ line, gross }: ExplainedLine): string =>
  line.kind === 'recurring'
    ? `${figure(line.quantity)} × ${figure(line.unitPrice)} = ${figure(gross)}`
    : `committed ${figure(gross)}`;

/** Discounts may be larger than the amount; then 0 is left. */
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
