import type { HistoryAnswer } from '@app/wire/answers';
import { differingTexts, figureName, type Formats, momentText, periodText } from '@app/wording';
import { address, go } from '../../address/navigation.ts';
import { useBook } from '../../book/book.ts';
import { subjectOf as segmentOf } from '../../book/subject.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Shown } from '../../page/shown.tsx';
import { type Column, FiguresTable } from '../../table/figures-table.tsx';

type Then = NonNullable<HistoryAnswer['comparison']>;
type Change = Then['changes'][number];
type Cause = Then['events'][number];
type Revision = HistoryAnswer['revisions'][number];

const REASONS: Readonly<Record<Revision['reason'], string>> = {
  first: 'first report',
  policy: 'another policy',
  calculation: 'a newer calculation',
  fx: 'exchange rates',
  events: 'events',
  time: 'a later day',
};

const KINDS: Readonly<Record<Cause['type'], string>> = {
  'subscription.created': 'created',
  'subscription.amended': 'amended',
  'subscription.cancelled': 'cancelled',
  'customer.merged': 'customer merged',
};

const changesFor = (formats: Formats): readonly Column<Change>[] => [
  { title: 'Figure', isText: true, cell: ({ field }) => figureName(field) },
  { title: 'As reported', cell: (change) => differingTexts(change, formats)[0] },
  { title: 'Restated', cell: (change) => differingTexts(change, formats)[1] },
];

const subjectOf = (cause: Cause): string => ('contract_id' in cause ? cause.contract_id : cause.customer_id);

const causesFor = (formats: Formats): readonly Column<Cause>[] => [
  { title: 'Event', isText: true, cell: ({ id }) => <code>{id}</code> },
  { title: 'Kind', isText: true, cell: ({ type }) => KINDS[type] },
  { title: 'Of', isText: true, cell: subjectOf },
  { title: 'Recorded', isText: true, cell: ({ recorded_at: at }) => momentText(new Date(at)) },
  {
    title: 'ARR change',
    cell: ({ arr_change: change }) => (change === null ? 'with the one above' : formats.whole(change)),
  },
];

const ThenAndNow = ({ comparison: { then, changes, events, more_events: more } }: { comparison: Then }) => {
  const { formats } = useBook();
  if (then === null) return <p>Nothing had been reported for the period at that time.</p>;
  if (changes.length === 0) return <p>Every figure is as it was reported then.</p>;
  return (
    <>
      <FiguresTable
        caption="Figures that differ from what was reported then"
        columns={changesFor(formats)}
        rows={changes}
        keyOf={({ field }) => field}
        empty=""
      />
      <FiguresTable
        caption={`The events behind it${more > 0 ? `, and ${more} more` : ''}`}
        columns={causesFor(formats)}
        rows={events}
        keyOf={({ id, source }) => `${source} ${id}`}
        empty="No event is behind it."
      />
    </>
  );
};

const Revisions = ({ revisions }: { revisions: readonly Revision[] }) => {
  const { formats } = useBook();
  const columns: readonly Column<Revision>[] = [
    { title: 'Revision', isText: true, cell: ({ revision, status }) => `${revision}, ${status}` },
    { title: 'Reported', isText: true, cell: ({ emitted_at: at }) => momentText(new Date(at)) },
    { title: 'Reason', isText: true, cell: ({ reason }) => REASONS[reason] },
    { title: 'ACV', figure: 'acv', cell: ({ acv }) => formats.whole(acv) },
    { title: 'ARR', figure: 'arr', cell: ({ arr }) => formats.whole(arr) },
    { title: 'Customers', figure: 'active_logos', cell: ({ active_logos: logos }) => formats.count(logos) },
  ];
  return (
    <FiguresTable
      caption="Every report of the period that is kept, the latest first"
      columns={columns}
      rows={revisions.toReversed()}
      keyOf={({ revision }) => String(revision)}
      empty="The period was not reported yet."
    />
  );
};

const isDay = (day: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(day);

/** What differs today from what was reported on any earlier day, and every report in between. */
export const Reported = () => {
  const { period, dimension, segment } = useBook();
  const day = address.value.on;
  const knownAt = day === undefined ? undefined : `${day}T23:59:59.999Z`;
  const history = useAnswer('history', { period: period.period, dimension, segment, known_at: knownAt });
  return (
    <section>
      <h2>
        What was reported for {segment !== 'all' && `${segmentOf({ dimension, segment })}, `}
        {periodText(period.period)}
      </h2>
      <div class="form">
        <label>
          Compare with what was known at the end of this day (UTC)
          <input
            type="date"
            value={day ?? ''}
            onChange={({ currentTarget: { value } }) => go({ on: isDay(value) ? value : undefined })}
          />
        </label>
      </div>
      <Shown asked={history} waiting="Reading what was reported…">
        {({ comparison, revisions }) => (
          <>
            {comparison !== null && <ThenAndNow comparison={comparison} />}
            <Revisions revisions={revisions} />
          </>
        )}
      </Shown>
    </section>
  );
};
