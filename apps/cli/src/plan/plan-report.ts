import { amount, type Grain, plain, type Policy } from '@app/domain';
import { type MissingInPeriod, type Plan, planAnswer, type PlanQuestion } from '@app/processing';
import { leftOutInPeriods, WAY_OUT } from '../missing-rates-text.ts';
import { count, readable, shortened, wrapped } from '../readable.ts';
import { table } from '../table.ts';

export const planJson = (question: PlanQuestion, plan: Plan, reportingCurrency: string): string =>
  JSON.stringify(planAnswer(question, plan, reportingCurrency));

const pooledFrom = ({ periods }: Plan): string => {
  const [first, last] = [periods.at(0), periods.at(-1)];
  if (first === undefined || last === undefined) return 'no ended period';
  return first === last ? first.label : `${first.label} to ${last.label}`;
};

/** With fewer bookings than this, one deal more or less changes the figure a lot. */
const ENOUGH_BOOKINGS = 10;

type Deals = Plan['segments'][number];

const isThin = ({ bookings }: Deals): boolean => bookings > 0 && bookings < ENOUGH_BOOKINGS;

const rowOf = (deals: Deals, places: number): readonly string[] => [
  `${shortened(deals.segment)}${isThin(deals) ? '!' : ''}`,
  count(deals.dealsNeeded),
  count(deals.dealsNeededByMedian),
  count(deals.bookings),
  readable(amount(deals.acvAverage), places),
  readable(amount(deals.acvMedian), places),
];

/** Why a segment has no number of deals; null if it has one. */
const gapOf = ({ bookings, acvTotal }: Deals): string | null => {
  if (bookings === 0) return 'nothing was booked in these periods';
  return acvTotal.isZero() ? 'the contracts booked in these periods have no ACV' : null;
};

const gapsText = ({ segments, periods, asOf }: Plan, grain: Grain): readonly string[] => {
  if (periods.length === 0) return [`No figure (-): no ${grain} had ended by ${asOf}. Name shorter periods: --grain.`];
  const gaps = Map.groupBy(segments, gapOf);
  return [...gaps].flatMap(([gap, own]) =>
    gap === null ? [] : [wrapped(`No figure (-) for ${own.map(({ segment }) => segment).join(', ')}: ${gap}.`)],
  );
};

/** What a reader has to know to use the numbers. */
const notes = (plan: Plan, grain: Grain): readonly string[] => [
  ...gapsText(plan, grain),
  ...(plan.segments.some(isThin)
    ? [wrapped('! Fewer than ten bookings: one deal more or less changes the figure a lot. Ask for more --periods.')]
    : []),
  ...(plan.segments.length > 1 ? ['Each row would book the whole target by itself: the rows do not add up.'] : []),
];

/** What the averages leave out, because their currency has no rate. */
const lackingText = ({ policy, missing }: PlanFrame): readonly string[] => {
  const lines = leftOutInPeriods(missing, policy);
  return lines.length === 0 ? [] : [[...lines, wrapped(`Their bookings are in no figure. ${WAY_OUT}`)].join('\n')];
};

type PlanFrame = Readonly<{
  policy: Pick<Policy, 'reportingCurrency' | 'fiscalYearStartMonth'>;
  /** Of the periods whose bookings count. */
  missing: readonly MissingInPeriod[];
  places: number;
}>;

/** For people. */
export const planTable = (question: PlanQuestion, plan: Plan, frame: PlanFrame): string => {
  const header = [
    question.dimension,
    'deals',
    'by\nmedian',
    'bookings',
    'contract ACV\naverage',
    'contract ACV\nmedian',
  ];
  const asked = `Deals needed to book ${readable(plain(question.target), frame.places)} ${frame.policy.reportingCurrency} of contract ACV`;
  const below = notes(plan, question.grain);
  return [
    wrapped(`${asked}, by the bookings of ${pooledFrom(plan)} (as of ${plan.asOf})`),
    ...lackingText(frame),
    table(
      header,
      plan.segments.map((deals) => rowOf(deals, frame.places)),
    ),
    ...(below.length === 0 ? [] : [below.join('\n')]),
  ].join('\n\n');
};
