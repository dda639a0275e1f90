import type { Policy } from '@app/domain';

/** A text as an SQL literal: names of attributes and labels of bands are the policy's, not ours. */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The dimensions of a policy, in the order of a customer's `segments`. */
export const dimensionsOf = ({ dimensions }: Policy): readonly string[] => ['all', ...dimensions, 'cohort', 'acv_band'];

/** The label of the period that holds a first active day; as `periodOf` in the domain. */
const cohort = ({ cohortGrain, fiscalYearStartMonth }: Policy): string => {
  const shifted = `(k.first_active - make_interval(months => ${fiscalYearStartMonth - 1}))`;
  const fiscalYear = `(extract(year FROM ${shifted})::int + ${fiscalYearStartMonth === 1 ? 0 : 1})`;
  switch (cohortGrain) {
    case 'month':
      return `to_char(k.first_active, 'YYYY-MM')`;
    case 'quarter':
      return `${fiscalYear} || '-Q' || extract(quarter FROM ${shifted})::int`;
    case 'year':
      return `${fiscalYear}::text`;
  }
};

const band = ({ bands }: Policy, arr: string): string => {
  const cases = bands
    .toSorted((a, b) => b.from.comparedTo(a.from))
    .map(({ label, from }) => `WHEN ${arr} >= ${from.toFixed()} THEN ${literal(label)}`);
  return `CASE ${cases.join(' ')} END`;
};

/** The segments of a customer by the attributes of its primary contract, its first active day and its ARR. */
export const segmentsOf = (policy: Policy, attributes: string, arr: string): string => {
  const named = policy.dimensions.map((name) => `coalesce(nullif(${attributes} ->> ${literal(name)}, ''), '(none)')`);
  return `ARRAY['all', ${[...named, cohort(policy), band(policy, arr)].join(', ')}]`;
};

/** Who is not active stands in `all`, and in `(none)` of every other dimension. */
export const segmentsOfInactive = (policy: Policy): readonly string[] =>
  dimensionsOf(policy).map((name) => (name === 'all' ? 'all' : '(none)'));

export const arrayLiteral = (texts: readonly string[]): string => `ARRAY[${texts.map(literal).join(', ')}]`;
