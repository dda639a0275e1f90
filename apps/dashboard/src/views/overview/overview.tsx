import { overviewHeading, periodText } from '@app/wording';
import { Link } from '../../address/link.tsx';
import { reportPath } from '../../data/read.ts';
import { useBook } from '../../book/book.ts';
import { subjectOf } from '../../book/subject.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Narrative, useNarrative } from '../../figures/narrative.tsx';
import { Shown } from '../../page/shown.tsx';
import { AcvCourse } from './acv-course.tsx';
import { Freshness } from './freshness.tsx';
import { KeyFigures } from './key-figures.tsx';
import { SERIES_FIGURES } from './overview-series.ts';
import { Signals } from './signals.tsx';

const Headline = () => {
  const { period, dimension, segment, formats } = useBook();
  const one = { grain: period.grain, from: period.period, to: period.period, dimension, segment };
  const snapshots = useAnswer('snapshots', one);
  const narrative = useNarrative();
  return (
    <>
      <Shown asked={snapshots} waiting="Reading the period…">
        {({ data: [snapshot] }) =>
          snapshot === undefined ? (
            <h1>This segment has no figures in the period: choose another one above</h1>
          ) : (
            <>
              {segment !== 'all' && <p class="kicker">{subjectOf({ dimension, segment })}</p>}
              <h1>{overviewHeading(snapshot, formats)}</h1>
            </>
          )
        }
      </Shown>
      <Narrative asked={narrative} />
      <p class="onward">
        <Link to={{ view: 'why' }}>Why it moved</Link>{' '}
        <a href={reportPath(period.period)} target="_blank">
          Report of {periodText(period.period)}
          {segment !== 'all' && ' for the whole book'}, to print
        </a>
      </p>
      {snapshots.value?.data[0] && narrative.value && (
        <Signals snapshot={snapshots.value.data[0]} sentences={narrative.value.sentences} />
      )}
    </>
  );
};

/** What the ACV is, whether it moved and why, and whether it can be trusted: on one page. */
export const Overview = () => {
  const { period, dimension, segment } = useBook();
  const series = useAnswer('series', { figures: SERIES_FIGURES.join(','), grain: period.grain, dimension, segment });
  return (
    <article>
      <Headline />
      <Shown asked={series} waiting="Reading the course of the figures…">
        {(value) => (
          <>
            <KeyFigures series={value} />
            <AcvCourse series={value} />
          </>
        )}
      </Shown>
      <Freshness />
    </article>
  );
};
