import { Scatter, type ScatterRange } from '@app/charts';
import type { BookingAnswer } from '@app/wire/answers';
import { counted, dayText } from '@app/wording';
import { type Book, useBook } from '../../book/book.ts';
import { subjectOf } from '../../book/subject.ts';
import { useIsAttribute } from '../../book/use-is-attribute.ts';
import { csvOf } from '../../data/read.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { WhatIs } from '../../figures/what-is.tsx';
import { Measured } from '../../page/measured.tsx';
import { Shown } from '../../page/shown.tsx';
import { dealDays } from './deal-days.ts';
import { dealPoints, dealsOf, tierOf, tiersOf } from './deal-points.ts';

/** As many deals as one page of the API holds. */
const MOST = 1000;

/** What is usual by the way of selling: rough, and no figure of this book. */
const RANGES: readonly ScatterRange[] = [
  { name: 'self-service', from: 100, to: 5_000 },
  { name: 'inside sales', from: 5_000, to: 50_000 },
  { name: 'field sales', from: 50_000, to: 1_000_000 },
];

const HEAD = ['Contract', 'Tier', 'ACV', 'Days to close', 'Discount'] as const;

const textOf = (deal: BookingAnswer, { formats }: Book): string =>
  [
    deal.contract_id,
    tierOf(deal),
    formats.whole(deal.reporting_acv),
    ...(deal.sales_cycle_days === null ? [] : [counted(deal.sales_cycle_days, 'day', formats.count)]),
    ...(deal.discount_pct === null ? [] : [`${formats.percent(deal.discount_pct)} off`]),
  ].join(', ');

const Plots = ({ deals }: { deals: readonly BookingAnswer[] }) => {
  const book = useBook();
  const { formats } = book;
  const rows = deals.map((deal) => [
    deal.contract_id,
    tierOf(deal),
    formats.whole(deal.reporting_acv),
    formats.count(deal.sales_cycle_days),
    formats.percent(deal.discount_pct),
  ]);
  const shared = { height: 340, groups: tiersOf(deals), yName: 'ACV', yTick: formats.short, head: HEAD, rows };
  const text = (deal: BookingAnswer): string => textOf(deal, book);
  return (
    <Measured>
      {(width) => (
        <>
          <h3>ACV by the days to close</h3>
          <p class="quiet">
            The bands show roughly what is usual for each way of selling. They are not figures of this book.
          </p>
          <Scatter
            {...shared}
            label={`ACV of ${deals.length} deals against the days from opening to closing`}
            width={width}
            xName="days from opening to closing"
            xTick={String}
            ranges={RANGES}
            points={dealPoints(deals, ({ sales_cycle_days: days }) => days, text)}
          />
          <h3>ACV by discount</h3>
          <Scatter
            {...shared}
            label={`ACV of ${deals.length} deals against their discount`}
            width={width}
            xName="discount, %"
            xTick={String}
            points={dealPoints(deals, ({ discount_pct: discount }) => discount, text)}
          />
        </>
      )}
    </Measured>
  );
};

/** The deals of a year, one by one. */
export const DealScatters = () => {
  const { periods, index, dimension, segment } = useBook();
  const days = dealDays(periods, index);
  const isAttribute = useIsAttribute(dimension);
  const bookings = useAnswer('bookings', days === null ? null : { from: days.from, to: days.to, limit: MOST });
  return (
    <section>
      <h2>Deal by deal</h2>
      <WhatIs
        figures={[
          { title: 'ACV', name: 'deal.acv' },
          { title: 'Days from opening to closing', name: 'deal.sales_cycle_days' },
          { title: 'Discount', name: 'deal.discount_pct' },
        ]}
      />
      {days !== null && (
        <p class="quiet">
          Booked from {dayText(days.from)} to {dayText(days.to)},{' '}
          {isAttribute ? subjectOf({ dimension, segment }) : 'the whole book'}.
        </p>
      )}
      <Shown asked={bookings} waiting="Reading the deals…">
        {({ data, next_cursor: next }) => {
          const booked = data.filter(({ is_replacement: isReplacement }) => !isReplacement);
          const deals = isAttribute ? dealsOf(booked, dimension, segment) : booked;
          return deals.length === 0 ? (
            <p class="quiet">No deal was booked on these days: choose a later period.</p>
          ) : (
            <>
              <Plots deals={deals} />
              {next !== null && (
                <p>
                  <span class="quiet">Only the first {data.length} bookings of these days. </span>
                  <a href={csvOf('bookings', { from: days?.from, to: days?.to })} download="bookings.csv">
                    All of them as CSV
                  </a>
                </p>
              )}
            </>
          );
        }}
      </Shown>
    </section>
  );
};
