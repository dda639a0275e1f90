import type { DataAnswer } from '@app/wire/answers';
import { counted, dayText, momentText, periodText } from '@app/wording';
import { type Book, useBook } from '../../book/book.ts';
import { type Column, FiguresTable } from '../../table/figures-table.tsx';

type Partition = DataAnswer['partitions'][number];
type SetAside = DataAnswer['set_aside'][number];

const moment = (text: string): string => momentText(new Date(text));

const takeText = ({ last_take: take }: DataAnswer, { formats }: Book): string => {
  if (take === null) return 'none yet';
  const seconds = take.duration_ms === null ? '' : `, in ${formats.plain(take.duration_ms / 1000)} s`;
  return `${moment(take.taken_at)}, as of ${dayText(take.as_of)}${seconds}`;
};

const waitingText = ({ waiting }: DataAnswer, { formats: { count } }: Book): string => {
  const { contracts, changes, outgoing } = waiting;
  const parts = [
    ...(contracts > 0 ? [`${counted(contracts, 'contract', count)} to value`] : []),
    ...(changes > 0 ? [`${counted(changes, 'change', count)} to bring into the figures`] : []),
    ...(outgoing > 0 ? [`${counted(outgoing, 'record', count)} to publish`] : []),
  ];
  return parts.length === 0 ? 'nothing' : parts.join(', ');
};

const facts = (data: DataAnswer, book: Book): readonly (readonly [string, string])[] => [
  [
    'Newest event',
    data.newest_event === null
      ? 'none yet'
      : `recorded ${moment(data.newest_event.time)}, accepted ${moment(data.newest_event.ingested_at)}`,
  ],
  ['Figures last calculated', takeText(data, book)],
  ['Waiting', waitingText(data, book)],
  [
    'Periods to recalculate',
    data.stale_periods.length === 0 ? 'none' : data.stale_periods.map(({ period }) => periodText(period)).join(', '),
  ],
  [
    'Without an exchange rate',
    data.missing_rates.length === 0
      ? 'nothing'
      : data.missing_rates
          .map(({ currency, customers }) => `${currency}: ${counted(customers, 'customer')} left out`)
          .join(', '),
  ],
  ['Version', `${data.version}, calculation ${data.calc_version}`],
];

const partitionsFor = ({ formats }: Book): readonly Column<Partition>[] => [
  { title: 'Topic', isText: true, cell: ({ topic, partition }) => `${topic}, partition ${partition}` },
  {
    title: 'Records behind',
    figure: 'data.records_behind',
    cell: ({ records_behind: behind }) => formats.count(behind),
  },
  { title: 'Next offset', cell: ({ next_offset: offset }) => offset },
  { title: 'Last read', isText: true, cell: ({ updated_at: at }) => moment(at) },
];

const ASIDE: readonly Column<SetAside>[] = [
  { title: 'Contract', isText: true, cell: ({ contract_id: contract }) => contract },
  { title: 'Reason', isText: true, cell: ({ reason }) => reason },
  { title: 'Attempts', cell: ({ attempts }) => String(attempts) },
  { title: 'Next attempt', isText: true, cell: ({ next_attempt_at: at }) => moment(at) },
];

/** What has arrived, what waits, and how far behind it is. */
export const Health = ({ data }: { data: DataAnswer }) => {
  const book = useBook();
  return (
    <section>
      <dl class="facts">
        {facts(data, book).map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {data.partitions.length > 0 && (
        <FiguresTable
          caption="Partitions that are read"
          columns={partitionsFor(book)}
          rows={data.partitions}
          keyOf={({ topic, partition }) => `${topic} ${partition}`}
          empty=""
        />
      )}
      {data.set_aside.length > 0 && (
        <FiguresTable
          caption="Contracts that are set aside"
          columns={ASIDE}
          rows={data.set_aside}
          keyOf={({ contract_id: contract }) => contract}
          empty=""
        />
      )}
    </section>
  );
};
