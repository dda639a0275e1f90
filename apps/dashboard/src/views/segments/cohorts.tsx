import { HeatMap } from '@app/charts';
import { useBook } from '../../book/book.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { WhatIs } from '../../figures/what-is.tsx';
import { Measured } from '../../page/measured.tsx';
import { Shown } from '../../page/shown.tsx';
import { cohortRows } from './cohort-rows.ts';

/** What is left of the ARR of each cohort, by its age in quarters. */
export const Cohorts = () => {
  const { formats } = useBook();
  const series = useAnswer('series', { figures: 'arr', grain: 'quarter', dimension: 'cohort' });
  return (
    <section>
      <h2>What each cohort pays, by its age</h2>
      <p class="quiet">
        Each row has the customers that started in one quarter, each cell their ARR after that many quarters; on a
        narrow screen, in percent of the first. The shade compares it with their first quarter: faint is half of it,
        strong is half as much again.
      </p>
      <WhatIs figures={[{ title: 'ARR of a cohort', name: 'cohort.arr' }]} />
      <Shown asked={series} waiting="Reading the cohorts…">
        {(value) => {
          const { rows, ages } = cohortRows(value, formats);
          return rows.length === 0 ? (
            <p class="quiet">There is no cohort with ARR yet.</p>
          ) : (
            <Measured>
              {(width) => (
                <HeatMap
                  label={`ARR of ${rows.length} cohorts by their age in quarters`}
                  width={width}
                  corner="Cohort"
                  columnsName="Quarters since the first"
                  columns={ages}
                  rows={rows}
                />
              )}
            </Measured>
          );
        }}
      </Shown>
    </section>
  );
};
