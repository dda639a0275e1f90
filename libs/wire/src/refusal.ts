/** The reasons why an event is refused. The list is closed: counters, dead letters and runbooks go by these codes. */
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
  'too_many_price_changes',
  'event_too_large',
  'unknown_field',
  // Of records of other systems that became no event.
  'unknown_shape',
  'partial_terms',
  'unsupported',
  'no_effective_date',
  'mixed_currencies',
  'amount_unknown',
  'contradictory',
  'id_conflict',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** `field` is the path of the field at fault (`data.lines[0].unit_price`); `message` is that path with the reason. */
export type Refusal = Readonly<{ code: RefusalCode; field: string; message: string }>;

/** Whether a record was refused. Neither an event nor a rate has a `code`. */
export const isRefusal = (read: Refusal | object): read is Refusal => 'code' in read;

export const refusal = (code: RefusalCode, field: string, reason: string): Refusal => ({
  code,
  field,
  message: `${field} ${reason}`,
});

export const missingField = (field: string): Refusal => refusal('missing_field', field, 'is missing');

/** `type` is text that is safe to show. */
export const unknownType = (type: string): Refusal => refusal('unknown_type', 'type', `${type} is unknown`);

/** The same id with different content. Only the ledger can find it. */
export const idConflict = ({ source, id }: Readonly<{ source: string; id: string }>): Refusal =>
  refusal('id_conflict', 'id', `${id} of ${source} was accepted before; the same id with different content is refused`);
