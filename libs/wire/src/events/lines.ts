import { DATE } from '../fields/date.ts';
import { AMOUNT, SIGNED_AMOUNT, UNIT_PRICE } from '../fields/decimal.ts';
import { ANYTHING, bad, fault, type Field, isObject, type JsonObject, type Stated } from '../fields/field.ts';
import { list } from '../fields/list.ts';
import { closed, object, optional, required, type Rule, variants } from '../fields/object.ts';
import { shown } from '../fields/shown.ts';
import { IDENTIFIER, word } from '../fields/text.ts';
import { LINE_DISCOUNTS } from './discounts.ts';
import { PER } from './per.ts';

export const LINES_MAX = 500;

/** The day on which a line starts: its own start, else the term's. */
const startOf = (line: JsonObject, { term }: JsonObject): unknown =>
  line['start'] ?? (isObject(term) ? term['start'] : undefined);

const afterItsStart: Rule = (end, line, data) => {
  const start = startOf(line, data);
  return typeof end === 'string' && typeof start === 'string' && end <= start
    ? fault('line_ends_before_it_starts', 'is not after its start')
    : null;
};

const TERM_WITHOUT_END = bad('is term, and data.term has no end');

const termThatEnds: Rule = (per, _line, { term }) =>
  per === 'term' && isObject(term) && (term['end'] ?? null) === null ? TERM_WITHOUT_END : null;

const BOUNDS = { start: optional(DATE), end: optional(DATE, afterItsStart) };

const RECURRING = closed('a recurring line', {
  id: required(IDENTIFIER),
  kind: required(word(['recurring'])),
  product: required(IDENTIFIER),
  quantity: optional(AMOUNT),
  unit_price: required(UNIT_PRICE),
  per: required(PER, termThatEnds),
  discounts: optional(LINE_DISCOUNTS),
  ...BOUNDS,
});

const USAGE_COMMITMENT = closed('a usage_commitment line', {
  id: required(IDENTIFIER),
  kind: required(word(['usage_commitment'])),
  product: required(IDENTIFIER),
  amount: required(AMOUNT),
  per: required(PER, termThatEnds),
  discounts: optional(LINE_DISCOUNTS),
  ...BOUNDS,
});

const USAGE_EXPECTED = closed('a usage_expected line', {
  id: required(IDENTIFIER),
  kind: required(word(['usage_expected'])),
  product: required(IDENTIFIER),
  amount: required(AMOUNT),
  per: required(PER, termThatEnds),
  // No discount applies to expected usage.
  discounts: optional(ANYTHING),
  ...BOUNDS,
});

const ONE_TIME = closed('a one_time line', {
  id: required(IDENTIFIER),
  kind: required(word(['one_time'])),
  product: optional(IDENTIFIER),
  amount: required(AMOUNT),
  date: required(DATE),
  ...BOUNDS,
});

const UNCOUNTED_KINDS = ['tax', 'processing_fee', 'refund', 'chargeback', 'credit'] as const;
const UNCOUNTED = closed('a line that counts in nothing', {
  id: required(IDENTIFIER),
  kind: required(word(UNCOUNTED_KINDS)),
  product: optional(IDENTIFIER),
  amount: required(SIGNED_AMOUNT),
  ...BOUNDS,
});

export type StatedLine =
  | Stated<typeof RECURRING>
  | Stated<typeof USAGE_COMMITMENT>
  | Stated<typeof USAGE_EXPECTED>
  | Stated<typeof ONE_TIME>
  | Stated<typeof UNCOUNTED>;

const COUNTED_KINDS = ['recurring', 'usage_commitment', 'usage_expected', 'one_time'] as const;

const LINE = variants(
  'kind',
  new Map<unknown, Field<StatedLine>>([
    ['recurring', RECURRING],
    ['usage_commitment', USAGE_COMMITMENT],
    ['usage_expected', USAGE_EXPECTED],
    ['one_time', ONE_TIME],
    ...UNCOUNTED_KINDS.map((kind) => [kind, UNCOUNTED] as const),
  ]),
  object({ id: required(IDENTIFIER), kind: required(word([...COUNTED_KINDS, ...UNCOUNTED_KINDS])) }),
);

/** Ids are checked before the other fields of a line, so a repeated id counts before any other fault of its line. */
const eachIdOnce = () => {
  const ids = new Set<unknown>();
  return (line: unknown) => {
    if (!isObject(line)) return null;
    const id = line['id'];
    if (ids.has(id)) return { ...fault('duplicate_line_id', `${shown(id)} is the id of two lines`), path: '.id' };
    ids.add(id);
    return null;
  };
};

export const LINES = list(LINE, {
  most: LINES_MAX,
  tooMany: (count) => fault('too_many_lines', `holds ${count} lines, more than ${LINES_MAX}`),
  among: eachIdOnce,
});
