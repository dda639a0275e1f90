import type { PlanAnswer } from '@app/wire/answers';
import { counted, periodText } from '@app/wording';
import { useEffect, useState } from 'preact/hooks';
import { address, go } from '../../address/navigation.ts';
import { useBook } from '../../book/book.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { WhatIs } from '../../figures/what-is.tsx';
import { Shown } from '../../page/shown.tsx';

const [LEAST, MOST, STEP] = [50_000, 10_000_000, 50_000];
const TARGET = '1000000';

/** The plan is asked for once the reader rests, not for every step of a drag. */
const REST_MS = 200;

const Answer = ({ plan: { segments, periods } }: { plan: PlanAnswer }) => {
  const { formats } = useBook();
  const [one] = segments;
  const pooled = `${periodText(periods[0] ?? '')} to ${periodText(periods.at(-1) ?? '')}`;
  if (one === undefined || one.deals_needed === null)
    return <p>No deal was booked from {pooled}, so there is no size to plan with: choose another segment above.</p>;
  return (
    <p>
      It takes <b>{counted(one.deals_needed, 'deal', formats.count)}</b> of the average size,{' '}
      {formats.whole(one.bookings_acv_average)}, or <b>{formats.count(one.deals_needed_by_median)}</b> of the median
      size, {formats.whole(one.bookings_acv_median)}. These are the sizes of the{' '}
      {counted(one.bookings_count, 'deal', formats.count)} booked from {pooled}.
    </p>
  );
};

/** How many deals it takes to book a target that the reader drags. */
export const DealsNeeded = () => {
  const { period, dimension, segment, formats } = useBook();
  const stated = address.value.target ?? TARGET;
  const [target, setTarget] = useState(stated);
  useEffect(() => setTarget(stated), [stated]);
  useEffect(() => {
    const rest = setTimeout(() => go({ target: target === TARGET ? undefined : target }, 'replace'), REST_MS);
    return () => clearTimeout(rest);
  }, [target]);
  const plan = useAnswer('plan', { target: stated, grain: period.grain, dimension, segment });
  return (
    <section>
      <h2>Deals needed for a target</h2>
      <WhatIs
        figures={[
          { title: 'Deals of the average size', name: 'plan.deals_needed' },
          { title: 'Deals of the median size', name: 'plan.deals_needed_by_median' },
        ]}
      />
      <div class="form">
        <label class="wide">
          <span>
            Target to book: <output>{formats.whole(target)}</output>
          </span>
          <input
            type="range"
            min={LEAST}
            max={MOST}
            step={STEP}
            value={target}
            aria-valuetext={formats.whole(target)}
            onInput={({ currentTarget: { value } }) => setTarget(value)}
          />
        </label>
      </div>
      <Shown asked={plan} waiting="Working out the deals…">
        {(value) => <Answer plan={value} />}
      </Shown>
    </section>
  );
};
