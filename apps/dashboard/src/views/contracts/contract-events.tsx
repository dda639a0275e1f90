import type { LedgerEventAnswer } from '@app/wire/answers';
import { momentText } from '@app/wording';
import { usePages } from '../../data/use-pages.ts';
import { readable } from '@app/wording';
import { MorePages } from '../../page/more-pages.tsx';
import { Shown } from '../../page/shown.tsx';

const Event = ({ event: { id, source, type, time, value } }: { event: LedgerEventAnswer }) => (
  <li>
    <details>
      <summary>
        {type} <code>{id}</code>{' '}
        <span class="quiet">
          of {source}, recorded {momentText(new Date(time))}
        </span>
      </summary>
      <pre tabIndex={0}>{readable(value)}</pre>
    </details>
  </li>
);

/** The accepted events of a contract, as they came. */
export const ContractEvents = ({ id }: { id: string }) => {
  const pages = usePages('contracts/{id}/events', {}, id);
  return (
    <section>
      <h2>Its events, as they came</h2>
      <Shown asked={pages.asked} waiting="Reading the events…">
        {(events) => (
          <ol class="events">
            {events.map((event) => (
              <Event key={event.seq} event={event} />
            ))}
          </ol>
        )}
      </Shown>
      <MorePages pages={pages} />
    </section>
  );
};
