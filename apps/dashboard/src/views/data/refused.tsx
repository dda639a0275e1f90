import type { DataAnswer, RefusedEventAnswer, RefusedRecord } from '@app/wire/answers';
import { momentText } from '@app/wording';
import { Link } from '../../address/link.tsx';
import { address } from '../../address/navigation.ts';
import { useBook } from '../../book/book.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { usePages } from '../../data/use-pages.ts';
import { readable } from '@app/wording';
import { MorePages } from '../../page/more-pages.tsx';
import { Shown } from '../../page/shown.tsx';
import { type Column, FiguresTable } from '../../table/figures-table.tsx';

/** The line of a file without its folders, or the record of a topic. */
const placeOf = ({ origin, position }: RefusedEventAnswer): string =>
  `${origin.slice(origin.lastIndexOf('/') + 1)}, ${position}`;

const COLUMNS: readonly Column<RefusedEventAnswer>[] = [
  {
    title: 'Refused',
    isText: true,
    cell: ({ id, refused_at: at }) => <Link to={{ event: id }}>{momentText(new Date(at))}</Link>,
  },
  { title: 'Code', isText: true, cell: ({ code }) => <code>{code}</code> },
  { title: 'State', isText: true, cell: ({ state }) => state },
  { title: 'Why', isText: true, cell: ({ message }) => message },
  { title: 'Where', isText: true, cell: (row) => <span title={row.origin}>{placeOf(row)}</span> },
];

const valueOf = ({ value }: RefusedRecord): string => {
  if (value === null) return 'The record has no value.';
  return value.encoding === 'utf-8' ? readable(value.text) : `in base64: ${value.text}`;
};

const Record = ({ id }: { id: string }) => {
  const record = useAnswer('refused/{id}', {}, id);
  return (
    <Shown asked={record} waiting="Reading the record…">
      {(value) => (
        <div class="note">
          <p>
            <b>
              <code>{value.code}</code>
            </b>{' '}
            {value.message}
          </p>
          <pre tabIndex={0}>{valueOf(value)}</pre>
          <p>
            <Link to={{ event: undefined }}>Close</Link>
          </p>
        </div>
      )}
    </Shown>
  );
};

const Records = () => {
  const { code, event } = address.value;
  const pages = usePages('refused', { code, limit: 25 });
  return (
    <>
      {event !== undefined && <Record key={event} id={event} />}
      <Shown asked={pages.asked} waiting="Reading the refused events…">
        {(rows) => (
          <FiguresTable
            caption="Refused events, the latest first"
            columns={COLUMNS}
            rows={rows}
            keyOf={({ id }) => id}
            isChosen={({ id }) => id === event}
            empty="No event was refused."
          />
        )}
      </Shown>
      <MorePages pages={pages} />
    </>
  );
};

/** Refused events by code, and each as it came. */
export const Refused = ({ counts }: { counts: DataAnswer['refused'] }) => {
  const { formats } = useBook();
  const { code } = address.value;
  return (
    <section>
      <h2>Refused events</h2>
      <p class="choices form">
        <Link to={{ code: undefined, event: undefined }} aria-current={code === undefined ? 'page' : undefined}>
          all
        </Link>
        {counts.map(({ code: one, count }) => (
          <Link key={one} to={{ code: one, event: undefined }} aria-current={code === one ? 'page' : undefined}>
            {one} ({formats.count(count)} in 30 days)
          </Link>
        ))}
      </p>
      <Records />
    </section>
  );
};
