import { basename } from 'node:path';
import type { CivilDate, Policy } from '@app/domain';
import { UsageError } from '@app/host';
import { type Compared, COMPARED, type EventOfList } from '@app/processing';
import { type FormatName, type ReadColumn, type Sheet, type SheetTranslation } from '@app/wire';
import { type SheetOptions, translatedSheet } from '../import/sheet-options.ts';
import { eventsOnce } from '../translate/events-once.ts';
import type { FormatOptions } from '../translate/format-options.ts';
import { translatedFiles } from '../translate/translated-files.ts';

/** The files of a list, and how they are read. `csv` is a sheet; any other format has payloads of that system. */
export type SourceOptions = SheetOptions &
  FormatOptions &
  Readonly<{ source: readonly string[]; format: FormatName | 'csv' }>;

/** What a billing system says about its contracts. */
export type SourceList = Readonly<{
  name: string;
  events: readonly EventOfList[];
  /** What the list states, and so what can be compared. */
  states: readonly Compared[];
  /** The contracts of rows that cannot be read, and the first of these rows with their reasons. */
  unread: ReadonlySet<string>;
  refused: Readonly<{ count: number; examples: readonly string[] }>;
}>;

const EXAMPLES = 3;

const STATED_BY: Readonly<Partial<Record<Compared, readonly string[]>>> = {
  customer: ['customer_id'],
  start: ['start'],
  end: ['end', 'term_months'],
};

const identity = ({ source, id }: Readonly<{ source: string; id: string }>): string => JSON.stringify([source, id]);

const statedIn = (columns: readonly ReadColumn[]): readonly Compared[] => {
  const names = new Set(columns.map(({ column }) => column));
  const states = (what: Compared): boolean => STATED_BY[what]?.some((name) => names.has(name)) ?? true;
  return COMPARED.filter(states);
};

/** The contracts that the refused rows name. */
const unreadIn = (sheet: Sheet, { columns, refused }: SheetTranslation, prefix: string): ReadonlySet<string> => {
  const at = columns.find(({ column }) => column === 'contract_id')?.at ?? -1;
  const positions = new Set(refused.map(({ position }) => position));
  const named = sheet.filter(({ row }) => positions.has(row)).map(({ cells }) => (cells[at] ?? '').trim());
  return new Set(named.filter((id) => id !== '').map((id) => `${prefix}${id}`));
};

/** A sheet may lack the customers and the starts: what it does not state is not compared. */
const listInSheet = async (
  options: SourceOptions,
  { day, policy: { dimensions } }: Readonly<{ day: CivilDate; policy: Policy }>,
): Promise<SourceList> => {
  const [file, ...others] = options.source;
  if (file === undefined || others.length > 0) throw new UsageError('--source: name one sheet');
  const standIns = { customer_id: '-', start: day };
  const { sheet, translation, prefix } = await translatedSheet(file, options, {
    ...{ option: '--source', dimensions, today: day, standIns },
  });
  const { events, refused, columns } = translation;
  const first = refused.slice(0, EXAMPLES);
  return {
    name: basename(file),
    events: events.map(({ position, event }) => ({ event, place: `row ${position}` })),
    states: statedIn(columns),
    unread: unreadIn(sheet, translation, prefix),
    refused: {
      count: refused.length,
      examples: first.map(({ position, refusal }) => `row ${position}: ${refusal.message}`),
    },
  };
};

/** Payloads state the whole of a contract. A refused one may have no contract that could be named. */
const listInPayloads = async (
  options: SourceOptions & Readonly<{ format: FormatName }>,
  policy: Policy,
): Promise<SourceList> => {
  const places = new Map<string, string>();
  const once = eventsOnce();
  const refused = { count: 0, examples: [] as string[] };
  const files = { option: '--source', format: options.format, names: options.source };
  for await (const payloads of translatedFiles(files, options, policy)) {
    for (const payload of payloads) {
      const place = `${basename(payload.origin)}:${payload.position}`;
      once.add(payload.events);
      for (const { source, id } of payload.events) places.set(identity({ source, id }), place);
      if (payload.refused === null) continue;
      refused.count += 1;
      if (refused.count <= EXAMPLES) refused.examples.push(`${place}: ${payload.refused.message}`);
    }
  }
  return {
    name: options.source.map((file) => basename(file)).join(', '),
    events: once.all().map((event) => ({ event, place: places.get(identity(event)) ?? '' })),
    states: COMPARED,
    unread: new Set(),
    refused,
  };
};

/** Throws `UsageError` for files that cannot be read. */
export const sourceList = async (
  { format, ...options }: SourceOptions,
  at: Readonly<{ day: CivilDate; policy: Policy }>,
): Promise<SourceList> =>
  format === 'csv' ? listInSheet({ ...options, format }, at) : listInPayloads({ ...options, format }, at.policy);
