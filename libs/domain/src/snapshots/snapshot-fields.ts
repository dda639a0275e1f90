import { ACV_BAND, ALL, COHORT } from '../customers/dimensions.ts';
import { GRAINS } from '../periods/period.ts';
import { FIGURE_GROUPS, type FigureGroup } from './figure.ts';
import { REASONS } from './revision-reason.ts';
import { type FigureEntry, FIGURES } from './snapshot-figures.ts';
import { STATUSES } from './status.ts';
import { TREND_NULL_REASONS } from './trend-null-reason.ts';

/** Fields that belong together, each with what it means in a sentence. */
export type FieldGroup = Readonly<{ title: string; about: string; fields: Readonly<Record<string, string>> }>;

/** `a`, `b` or `c`. */
const oneOf = (words: readonly string[]): string => {
  const quoted = words.map((word) => `\`${word}\``);
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
};

const HEADINGS: Readonly<Record<FigureGroup, Readonly<{ title: string; about: string }>>> = {
  size: { title: 'Size', about: 'Sums over the customers that are active on the measured day.' },
  trend: {
    title: 'ACV and its trend',
    about: 'The average annual contract value of a customer, and how it moves.',
  },
  distribution: {
    title: 'Distribution and concentration',
    about: 'The spread behind the average, by the ARR of each customer.',
  },
  movements_of_arr: {
    title: 'Movements of ARR',
    about: 'From the prior measured day to this one. Opening plus all of them is `arr`, exactly.',
  },
  movements_of_customers: { title: 'Movements of customers', about: 'The same movements, counted.' },
  retention: {
    title: 'Retention',
    about: 'Of the customers that were in the segment then, at the rates of then. Null where there were none.',
  },
  bridge: {
    title: 'Bridge',
    about: 'Why the ACV moved: the parts add up to `acv` − `acv_prior`, exactly.',
  },
  mix_and_rate: {
    title: 'Mix and rate',
    about: 'A segment’s part in the change of the whole: over a dimension they add up to it.',
  },
  bookings: { title: 'Bookings', about: 'Contracts closed in the period, valued on their first day with ARR.' },
};

const meaningOf = ({ kind, meaning }: FigureEntry): string =>
  kind === 'reason' ? `${meaning}: ${oneOf(TREND_NULL_REASONS)}.` : meaning;

/** The figures of a group in the order of a snapshot. */
const figuresOf = (group: FigureGroup): FieldGroup => ({
  ...HEADINGS[group],
  fields: Object.fromEntries(
    FIGURES.filter((figure) => figure.group === group).map((figure) => [figure.name, meaningOf(figure)]),
  ),
});

/** Every field of a snapshot, as the schema has them; a test compares the two. */
export const SNAPSHOT_FIELDS: readonly FieldGroup[] = [
  {
    title: 'Which snapshot it is',
    about: 'Grain, period, dimension and segment are its name, and the key on the topic.',
    fields: {
      snapshot_id: 'The name, followed by the revision; also the id of the CloudEvent.',
      grain: `${oneOf(GRAINS)}.`,
      period: 'The label of the period: `2025-03`, `2025-Q1`, `2025`.',
      period_start: 'Its first day.',
      period_end: 'The day after its last one.',
      measured_on:
        'The day at whose close it is measured: the last one of the period, or `as_of` while that is earlier.',
      dimension: `\`${ALL}\`, an attribute of the policy, ${oneOf([COHORT, ACV_BAND])}.`,
      segment: `The segment of that dimension; \`${ALL}\` when the dimension is \`${ALL}\`.`,
    },
  },
  {
    title: 'State and origin',
    about: 'How final it is, and by what it was calculated.',
    fields: {
      status: `${oneOf(STATUSES)}.`,
      revision: 'Counts from 1, and rises only when the content changes.',
      reason: `Why this revision was written: ${oneOf(REASONS)}.`,
      as_of: 'The day that the books were taken as of.',
      policy_id: 'The policy by which everything in it was valued.',
      calc_version: 'The version of the calculation; another one can mean other figures.',
      reporting_currency: 'The currency of every amount in it.',
      emitted_at: 'When the revision was written.',
    },
  },
  ...FIGURE_GROUPS.map(figuresOf),
  {
    title: 'Gaps and signals',
    about: 'Read these before the figures.',
    fields: {
      missing_fx: 'Currencies without a rate; their contracts are in no figure.',
      signals: 'A list of `{code, …figures}`.',
    },
  },
];
