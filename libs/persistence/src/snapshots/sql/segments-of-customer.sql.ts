import { ALL, dimensionsOf, NO_SEGMENT, type Policy } from '@app/domain';
import { literal, sql } from './sql.ts';

/** Definitions, section 6: a customer that is not active is in `all`, and in `(none)` of every other dimension. */
export const segmentsOfInactive = (policy: Policy): string =>
  `ARRAY[${dimensionsOf(policy)
    .map((name) => literal(name === ALL ? ALL : NO_SEGMENT))
    .join(', ')}]`;

/** The segments of the policy's attribute dimensions by a contract's attributes, as the text of an array. */
export const attributeSegments = ({ dimensions }: Policy, attributes: string): string => {
  const segments = dimensions.map(
    (name) => `coalesce(nullif(${attributes} ->> ${literal(name)}, ''), ${literal(NO_SEGMENT)})`,
  );
  return sql`
(ARRAY[
  ${segments.join(',\n')}
]::text[])::text`;
};

const MONTHS_IN: Readonly<Record<Policy['cohortGrain'], number>> = { month: 1, quarter: 3, year: 12 };

/** The number of a cohort: fiscal periods of its grain, counted from the fiscal year that begins in 1969. */
export const cohortNumber = ({ cohortGrain, fiscalYearStartMonth }: Policy, day: string): string =>
  // date_part, because extract returns a numeric and takes five times as long.
  sql`
(
  (date_part('year', ${day})::int - 1970) * 12 + date_part('month', ${day})::int - ${fiscalYearStartMonth} + 12
) / ${MONTHS_IN[cohortGrain]}`;

/** The label of a cohort by its number, as in the domain's `periodOf`. */
export const cohortLabel = ({ cohortGrain, fiscalYearStartMonth }: Policy, number: string): string => {
  // The first month of the period, shifted so that the fiscal year becomes a calendar year.
  const moved = `(date '1969-01-01' + make_interval(months => ${number} * ${MONTHS_IN[cohortGrain]}))`;
  const fiscalYear = `(extract(year FROM ${moved})::int + ${fiscalYearStartMonth === 1 ? 0 : 1})`;
  switch (cohortGrain) {
    case 'month':
      return `to_char(${moved} + make_interval(months => ${fiscalYearStartMonth - 1}), 'YYYY-MM')`;
    case 'quarter':
      return sql`
${fiscalYear}
  || '-Q' || extract(quarter FROM ${moved})::int`;
    case 'year':
      return `${fiscalYear}::text`;
  }
};

const descending = ({ bands }: Policy): Policy['bands'] => bands.toSorted((a, b) => b.from.comparedTo(a.from));

/** The number of the band that an ARR falls in, counted from the highest band. A band includes its lower edge. */
export const bandNumber = (policy: Policy, arr: string): string => {
  const rules = descending(policy).map(({ from }, i) => `WHEN ${arr} >= ${from.toFixed()} THEN ${i}`);
  return sql`
CASE
  ${rules.join('\n')}
END`;
};

export const bandLabel = (policy: Policy, number: string): string => {
  const labels = descending(policy).map(({ label }, i) => `WHEN ${i} THEN ${literal(label)}`);
  return sql`
CASE ${number}
  ${labels.join('\n')}
END`;
};
