/** Why an event is refused. Closed: every code has its own meaning, and counters and dead letters go by it. */
export const REFUSAL_CODES = [
  'not_json',
  'not_a_cloudevent',
  'unknown_type',
  'missing_field',
  'bad_field',
  'amount_out_of_range',
  'unknown_currency',
  'term_ends_before_it_starts',
  'line_ends_before_it_starts',
  'duplicate_line_id',
  'too_many_lines',
  'event_too_large',
  'unknown_field',
  'id_conflict',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** `field` is the path of what is wrong (`data.lines[0].unit_price`); `message` names it again with the reason. */
export type Refusal = Readonly<{ code: RefusalCode; field: string; message: string }>;

export const refusal = (code: RefusalCode, field: string, reason: string): Refusal => ({
  code,
  field,
  message: `${field} ${reason}`,
});

/** The same id with different content is refused. Only the ledger can tell. */
export const idConflict = ({ source, id }: Readonly<{ source: string; id: string }>): Refusal => ({
  code: 'id_conflict',
  field: 'id',
  message: `${source} ${id} was accepted before with different content`,
});

/** An event has no `code`, so this tells a refusal from it. */
export const isRefusal = (read: Refusal | object): read is Refusal => 'code' in read;
