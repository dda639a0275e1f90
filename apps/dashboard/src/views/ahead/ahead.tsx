import { type BarLayer, Bars } from '@app/charts';
import type { AheadMonth } from '@app/wire/answers';
import { dayText, drawn, periodText } from '@app/wording';
import { useBook } from '../../book/book.ts';
import { subjectOf } from '../../book/subject.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { type MeaningName, WhatIs } from '../../figures/what-is.tsx';
import { Measured } from '../../page/measured.tsx';
import { Shown } from '../../page/shown.tsx';
import { aheadHeading } from './ahead-heading.ts';
import { ToWorkThrough } from './to-work-through.tsx';

type AmountField = {
  [F in keyof AheadMonth]: `ahead.${F}` extends MeaningName ? F : never;
}[keyof AheadMonth];

type Layer = Readonly<{ name: string; tone: BarLayer['tone']; field: AmountField }>;

const SIGNED: readonly Layer[] = [
  { name: 'In its term', tone: 'accent', field: 'committed_arr' },
  { name: 'Without an end', tone: 'gain', field: 'evergreen_arr' },
  { name: 'If it renews by itself', tone: 'quiet', field: 'renewing_arr' },
];

const DUE: readonly Layer[] = [
  { name: 'Renewed already', tone: 'accent', field: 'renewed_arr' },
  { name: 'Renews by itself', tone: 'gain', field: 'auto_renewing_arr' },
  { name: 'Expires', tone: 'loss', field: 'expiring_arr' },
];

const CHANGES: readonly Layer[] = [
  { name: 'Starts', tone: 'accent', field: 'starting_arr' },
  { name: 'Steps up', tone: 'gain', field: 'step_up_arr' },
  { name: 'Steps down', tone: 'quiet', field: 'step_down_arr' },
  { name: 'Ends', tone: 'loss', field: 'ending_arr' },
];

const Months = ({
  title,
  layers,
  months,
}: {
  title: string;
  layers: readonly Layer[];
  months: readonly AheadMonth[];
}) => {
  const { formats } = useBook();
  return (
    <section>
      <h2>{title}</h2>
      <WhatIs figures={layers.map(({ name, field }) => ({ title: name, name: `ahead.${field}` }))} />
      <Measured>
        {(width) => (
          <Bars
            label={`${title}, by month`}
            width={width}
            height={240}
            names={months.map(({ month }) => periodText(month))}
            layers={layers.map(({ name, tone, field }) => ({
              name,
              tone,
              values: months.map((month) => drawn(month[field])),
              texts: months.map((month) => formats.whole(month[field])),
            }))}
            tick={formats.short}
          />
        )}
      </Measured>
    </section>
  );
};

/** What is signed for the next twelve months, without a guess about what is not. */
const Ahead = () => {
  const { dimension, segment, formats } = useBook();
  const ahead = useAnswer('ahead', { months: 12, dimension, segment });
  return (
    <article>
      <Shown asked={ahead} waiting="Reading what is signed…">
        {({ as_of: day, data }) => (
          <>
            <p class="kicker">
              {segment !== 'all' && `${subjectOf({ dimension, segment })}. `}Seen from {dayText(day)}. No churn, new
              customer or price is assumed.
            </p>
            <h1>{aheadHeading(data, formats)}</h1>
            {data[0] !== undefined && data[0].missing_fx.length > 0 && (
              <p class="note problem">Left out, because there is no exchange rate: {data[0].missing_fx.join(', ')}.</p>
            )}
            <Months title="ARR that is signed or renews by itself" layers={SIGNED} months={data} />
            <Months title="Terms that end" layers={DUE} months={data} />
            <Months title="Changes of ARR that are signed" layers={CHANGES} months={data} />
          </>
        )}
      </Shown>
      {ahead.value !== null && <ToWorkThrough day={ahead.value.as_of} />}
    </article>
  );
};

export default Ahead;
