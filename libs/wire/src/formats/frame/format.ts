import type { CivilDate, Instant } from '@app/domain';
import type { JsonObject } from '../../fields/field.ts';
import type { Adapter } from '../adapter/read-adapter.ts';
import type { Sheet } from '../csv/sheet.ts';
import type { FormatName } from '../formats.ts';
import type { IgnoredReason } from '../outcome-codes.ts';
import type { Findings } from './findings.ts';
import type { Payload } from './payload.ts';
import type { Statement } from './statement.ts';

/** What a system's table reads by, beside the payload. */
export type Reading = Readonly<{
  adapter: Adapter;
  /** When the records were exported, where that is said. */
  observed: Instant | null;
  /** Faults of the record itself. Those of its terms go to the findings that `Statement.terms` is given. */
  findings: Findings;
  /** The day of the policy's zone on which an instant falls. */
  dayOf: (instant: Instant) => CivilDate;
}>;

export type Ignored = Readonly<{ ignored: IgnoredReason }>;

/** What a payload says: a statement for each subscription or step of it; none if the findings refuse the payload. */
export type Read = readonly Statement[] | Ignored;

/** A billing system: how its payloads are told and read. Everything that the systems share is in the frame. */
export type Format = Readonly<{
  name: FormatName;
  /** Counts up when payloads come to mean other events. */
  version: number;
  /** The path of the customer's id in a subscription. */
  customer: string;
  /** Where the text of an attribute is by default, as field names; the first that holds text counts. */
  attribute: (name: string, subscription: JsonObject) => readonly (readonly string[])[];
  /** Whether a JSON object is a record of this system: an envelope, or a bare object of any kind. */
  isRecord: (json: JsonObject) => boolean;
  read: (payload: Payload, reading: Reading) => Read;
  /** Whether its webhooks are forms (`application/x-www-form-urlencoded`). */
  readsForms?: true;
  /** The records of CSV exports, put together over all files; each belongs to a row of one of them. */
  fromSheets?: (sheets: readonly NamedSheet[]) => readonly SheetRecord[];
}>;

/** The rows of a CSV file as text, from the header on. */
export type NamedSheet = Readonly<{ file: string; rows: Sheet }>;

/** A record that rows of sheets make, at the row of its subscription. */
export type SheetRecord = Readonly<{ file: string; row: number; json: JsonObject }>;
