import { Timeline } from '@app/charts';
import type { ContractSpanAnswer } from '@app/wire/answers';
import { dayNumber, dayText } from '@app/wording';
import { formatsOf, useBook } from '../../book/book.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Measured } from '../../page/measured.tsx';
import { Shown } from '../../page/shown.tsx';
import { courseRange, courseRows, yearTicks } from './course-rows.ts';

const MOST_SPANS = 1000;

const HEAD = ['From', 'To', 'ARR', 'Before discounts', 'ACV', 'Event'] as const;

const Course = ({ id, day, spans }: { id: string; day: string; spans: readonly ContractSpanAnswer[] }) => {
  const { currency } = useBook();
  const { whole } = formatsOf(spans[0]?.currency ?? currency);
  const range = courseRange(spans, day);
  return (
    <Measured>
      {(width) => (
        <Timeline
          label={`${id} over time: its ARR, its terms and its lines`}
          width={width}
          range={range}
          ticks={yearTicks(range)}
          rows={courseRows(spans, whole)}
          marks={spans.map(({ valid_from: from, event }) => ({
            at: dayNumber(from),
            text: `${dayText(from)}: ${event.type} (${event.id})`,
          }))}
          day={dayNumber(day)}
          head={HEAD}
          cells={spans.map(({ valid_from: from, valid_to: to, arr, gross_arr: gross, acv, event }) => [
            dayText(from),
            to === null ? 'no end' : dayText(to),
            whole(arr),
            whole(gross),
            whole(acv),
            event.id,
          ])}
        />
      )}
    </Measured>
  );
};

/** The spans of a contract as a picture: it is worth the same on every day of one. */
export const ContractCourse = ({ id, day }: { id: string; day: string }) => {
  const answer = useAnswer('contracts/{id}/spans', { limit: MOST_SPANS }, id);
  return (
    <section>
      <h2>The contract over time</h2>
      <p class="quiet">
        Blue is what is paid a year, grey the discount on top of it; each dot is a day on which something changes.
      </p>
      <Shown asked={answer} waiting="Reading the course…">
        {({ data }) =>
          data.length === 0 ? <p class="quiet">It was never active.</p> : <Course id={id} day={day} spans={data} />
        }
      </Shown>
    </section>
  );
};
