import type { HeatCell } from '@app/charts';
import type { Series } from '@app/wire/answers';
import { drawn, type Formats, type Given, periodText } from '@app/wording';

type Texts = Pick<Formats, 'short' | 'whole' | 'count'>;

type CohortRows = Readonly<{
  rows: readonly Readonly<{ name: string; cells: readonly HeatCell[] }>[];
  /** The ages of the columns, in periods. */
  ages: readonly string[];
}>;

/** The values of a cohort from its first period with ARR on, so that its age is the place in the list. */
const aged = (values: readonly Given[]): readonly Given[] => {
  const first = values.findIndex((value) => (drawn(value) ?? 0) > 0);
  return first === -1 ? [] : values.slice(first);
};

/** The parts of the first ARR between which the shade gets stronger: a cohort keeps half of it, or grows by half. */
const [FAINT, STRONG] = [0.5, 1.5];

/** Cohorts by their age. The shade is the part of the first ARR that is left or was won on top. */
export const cohortRows = ({ segments }: Series, { short, whole, count }: Texts): CohortRows => {
  const rows = segments
    .map(({ segment, figures }) => ({ name: segment, values: aged(figures.arr ?? []) }))
    .filter(({ values }) => values.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, values }) => {
      const first = drawn(values[0]) ?? 0;
      const cells = values.map((value) => {
        const arr = drawn(value);
        return {
          share: arr === null || first === 0 ? null : (arr / first - FAINT) / (STRONG - FAINT),
          text: short(value),
          brief: arr === null || first === 0 ? '' : count((arr / first) * 100),
          full: whole(value),
        };
      });
      return { name: periodText(name), cells };
    });
  const oldest = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return { rows, ages: Array.from({ length: oldest }, (_, age) => String(age)) };
};
