import { countInWords } from '@app/domain';
import { basename } from 'node:path';
import type { RefusedEvent, SetAsideContract } from '@app/processing';
import type { Listing } from '../list/listing.ts';
import { shortened, wrapped } from '../readable.ts';

/** `events.jsonl:12` for a line of a file, `events/3:1200` for a record of a partition. */
export const place = ({
  origin,
  partition,
  position,
}: Pick<RefusedEvent, 'origin' | 'partition' | 'position'>): string =>
  partition === null ? `${basename(origin)}:${position}` : `${origin}/${partition}:${position}`;

const setAsideText = ({ contractId, reason, attempts, nextAttemptAt }: SetAsideContract): string =>
  wrapped(
    `Set aside: contract ${contractId}, because ${reason}; ${countInWords(attempts, 'attempt')}, the next at ${nextAttemptAt.toISOString()}. Its latest events are in no figure until then.`,
  );

/** Refused records with what became of them, and contracts that are set aside. */
export const refusedListing = (
  rows: readonly RefusedEvent[],
  setAside: readonly SetAsideContract[],
): Listing<RefusedEvent> => ({
  title: 'Refused events, the latest first. Those that wait are in no figure.',
  above: setAside.map(setAsideText),
  many: 'refused events',
  columns: [
    { name: 'id', value: ({ id }) => id, table: { title: 'id', cell: ({ id }) => id } },
    {
      name: 'origin',
      value: ({ origin }) => origin,
      table: { title: 'record', cell: (row) => shortened(place(row), 20) },
    },
    { name: 'partition', value: ({ partition }) => partition },
    { name: 'position', value: ({ position }) => position },
    { name: 'refused_at', value: ({ refusedAt }) => refusedAt.toISOString() },
    { name: 'code', value: ({ code }) => code, table: { title: 'code', cell: ({ code }) => shortened(code, 18) } },
    {
      name: 'field',
      value: ({ field }) => field,
      table: { title: 'field', cell: ({ field }) => shortened(field, 18) },
    },
    { name: 'message', value: ({ message }) => message },
    { name: 'state', value: ({ state }) => state, table: { title: 'state', cell: ({ state }) => state } },
    { name: 'settled_at', value: ({ settledAt }) => settledAt?.toISOString() ?? null },
  ],
  rows,
});
