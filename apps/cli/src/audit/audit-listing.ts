import type { AuditEntry } from '@app/processing';
import type { Listing } from '../list/listing.ts';
import { moment, shortened } from '../readable.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The fields that are single values, by name. */
const plainText = (fields: Fields): string =>
  Object.entries(fields)
    .filter(([, value]) => typeof value !== 'object')
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');

/** A few ids are named, many are counted. */
const askedText = ({ ids, ...others }: Fields): string => {
  const named = Array.isArray(ids) ? (ids.length <= 3 ? ids.join(' ') : `${ids.length} events`) : '';
  return [named, plainText(others)].filter((text) => text !== '').join(', ') || 'all';
};

/** The operations, the latest first. */
export const auditListing = (rows: readonly AuditEntry[]): Listing<AuditEntry> => ({
  title: 'Operations, the latest first.',
  above: [],
  many: 'operations',
  columns: [
    { name: 'id', value: ({ id }) => id },
    {
      name: 'at',
      value: ({ at }) => at.toISOString(),
      table: { title: 'at', cell: ({ at }) => moment(at) },
    },
    { name: 'who', value: ({ who }) => who, table: { title: 'who', cell: ({ who }) => shortened(who, 12) } },
    { name: 'action', value: ({ action }) => action, table: { title: 'action', cell: ({ action }) => action } },
    {
      name: 'asked',
      value: ({ asked }) => JSON.stringify(asked),
      table: { title: 'what', cell: ({ asked }) => shortened(askedText(asked), 22) },
    },
    { name: 'result', value: ({ result }) => result, table: { title: 'result', cell: ({ result }) => result } },
    { name: 'answer', value: ({ answer }) => JSON.stringify(answer) },
  ],
  rows,
});
