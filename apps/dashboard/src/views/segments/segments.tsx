import { dimensionName } from '../../book/dimension-name.ts';
import { segmentName } from '../../book/segment-name.ts';
import { SmallMultiples } from '@app/charts';
import type { Series } from '@app/wire/answers';
import { drawn, periodText } from '@app/wording';
import { go } from '../../address/navigation.ts';
import { useBook } from '../../book/book.ts';
import { useSplit } from '../../book/use-split.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { WhatIs } from '../../figures/what-is.tsx';
import { Measured } from '../../page/measured.tsx';
import { Shown } from '../../page/shown.tsx';
import { Cohorts } from './cohorts.tsx';
import { SEGMENT_FIGURES, segmentRows, segmentsHeading } from './segment-rows.ts';
import { SegmentTable } from './segment-table.tsx';

/** Small multiples are as wide as the narrowest column of their grid. */
const MULTIPLE = 150;

const withCustomers = ({ segments }: Series): Series['segments'] =>
  segments.filter(({ figures }) => figures.acv?.some((value) => value !== null));

const Multiples = ({ series, dimension }: { series: Series; dimension: string }) => {
  const { formats, segment } = useBook();
  return (
    <section>
      <h2>ACV of each {dimensionName(dimension)}, on one scale</h2>
      <WhatIs figures={[{ title: 'ACV', name: 'acv' }]} />
      <Measured>
        {(width) => (
          <SmallMultiples
            width={Math.min(MULTIPLE, width)}
            height={56}
            chosen={segment}
            onPick={(name) => go({ dimension, segment: name === segment ? undefined : name })}
            multiples={withCustomers(series).map(({ segment: name, figures: { acv = [] } }) => {
              const last = acv.findLast((value) => value !== null);
              return {
                name,
                title: segmentName(dimension, name),
                text: formats.short(last),
                values: acv.map(drawn),
                label: `ACV of ${segmentName(dimension, name)}, ${formats.whole(last)} at the end`,
              };
            })}
          />
        )}
      </Measured>
    </section>
  );
};

const Split = ({ dimension }: { dimension: string }) => {
  const { period, formats } = useBook();
  const series = useAnswer('series', {
    figures: SEGMENT_FIGURES.join(','),
    grain: period.grain,
    to: period.period,
    dimension,
  });
  return (
    <Shown asked={series} waiting="Reading the segments…">
      {(value) => {
        const rows = segmentRows(value);
        return (
          <>
            <p class="kicker">{periodText(period.period)}</p>
            <h1>{segmentsHeading(rows, dimension, formats)}</h1>
            <SegmentTable rows={rows} dimension={dimension} />
            <Multiples series={value} dimension={dimension} />
          </>
        );
      }}
    </Shown>
  );
};

/** The segments of a dimension side by side, and what is left of each cohort. */
const Segments = () => {
  const dimension = useSplit();
  return (
    <article>
      {dimension === null ? <p class="quiet">Reading the segments…</p> : <Split dimension={dimension} />}
      <Cohorts />
    </article>
  );
};

export default Segments;
