import { dimensionsOf, type Policy } from '@app/domain';

/** A text as an SQL literal: names of attributes and labels of bands are the policy's, not ours. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Who is not active stands in `all`, and in `(none)` of every other dimension. */
export const segmentsOfInactive = (policy: Policy): string =>
  `ARRAY[${dimensionsOf(policy)
    .map((name) => (name === 'all' ? literal('all') : literal('(none)')))
    .join(', ')}]`;

/** What the attributes of a contract say of the policy's dimensions, as the text of an array. */
export const labelOf = ({ dimensions }: Policy, attributes: string): string =>
  `(ARRAY[${dimensions.map((name) => `coalesce(nullif(${attributes} ->> ${literal(name)}, ''), '(none)')`).join(', ')}]::text[])::text`;

const MONTHS_IN: Readonly<Record<Policy['cohortGrain'], number>> = { month: 1, quarter: 3, year: 12 };

/** Counts the periods of the cohorts' grain, of fiscal years, from one before 1970 on. */
export const cohortNumber = ({ cohortGrain, fiscalYearStartMonth }: Policy, day: string): string =>
  // Not extract, which answers with a numeric and takes five times as long.
  `((date_part('year', ${day})::int - 1970) * 12 + date_part('month', ${day})::int - ${fiscalYearStartMonth} + 12)
    / ${MONTHS_IN[cohortGrain]}`;

/** The label of a cohort by its number; as `periodOf` in the domain. */
export const cohortLabel = ({ cohortGrain, fiscalYearStartMonth }: Policy, number: string): string => {
  // The first month of the period, moved so that its fiscal year is a calendar year.
  const moved = `(date '1969-01-01' + make_interval(months => ${number} * ${MONTHS_IN[cohortGrain]}))`;
  const fiscalYear = `(extract(year FROM ${moved})::int + ${fiscalYearStartMonth === 1 ? 0 : 1})`;
  switch (cohortGrain) {
    case 'month':
      return `to_char(${moved} + make_interval(months => ${fiscalYearStartMonth - 1}), 'YYYY-MM')`;
    case 'quarter':
      return `${fiscalYear} || '-Q' || extract(quarter FROM ${moved})::int`;
    case 'year':
      return `${fiscalYear}::text`;
  }
};

const descending = ({ bands }: Policy): Policy['bands'] => bands.toSorted((a, b) => b.from.comparedTo(a.from));

/** The number of the band that an ARR falls in, counted from the uppermost. */
export const bandNumber = (policy: Policy, arr: string): string =>
  `CASE ${descending(policy)
    .map(({ from }, i) => `WHEN ${arr} >= ${from.toFixed()} THEN ${i}`)
    .join(' ')} END`;

export const bandLabel = (policy: Policy, number: string): string =>
  `CASE ${number} ${descending(policy)
    .map(({ label }, i) => `WHEN ${i} THEN ${literal(label)}`)
    .join(' ')} END`;
