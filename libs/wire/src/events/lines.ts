import { AMOUNT, PERCENTAGE, SIGNED_AMOUNT } from '../fields/decimal.ts';
import { DATE } from '../fields/date.ts';
import { textOr } from '../fields/either.ts';
import { fault, type Field, isObject, type JsonObject, type Stated } from '../fields/field.ts';
import { list } from '../fields/list.ts';
import { whole } from '../fields/number.ts';
import { optional, record, required, type Rule, variants } from '../fields/record.ts';
import { shown } from '../fields/shown.ts';
import { IDENTIFIER, TEXT, word } from '../fields/text.ts';

export const LINES_MAX = 500;

const INTERVAL = word(['day', 'week', 'month', 'quarter', 'half_year', 'year']);
const PER = textOr(INTERVAL, record({ interval: required(INTERVAL), count: required(whole(1)) }));

const DISCOUNT_DATES = { start: optional(DATE), end: optional(DATE) };
const PERCENT_DISCOUNT = record({
  type: required(word(['percent'])),
  value: required(PERCENTAGE),
  ...DISCOUNT_DATES,
});
const AMOUNT_DISCOUNT = record({ type: required(word(['amount'])), value: required(AMOUNT), ...DISCOUNT_DATES });

export type StatedDiscount = Stated<typeof PERCENT_DISCOUNT> | Stated<typeof AMOUNT_DISCOUNT>;

const DISCOUNT = variants(
  'type',
  new Map<unknown, Field<StatedDiscount>>([
    ['percent', PERCENT_DISCOUNT],
    ['amount', AMOUNT_DISCOUNT],
  ]),
  record({ type: required(word(['percent', 'amount'])) }),
);

/** Where a line starts: on its own start, else with the term. */
const startOf = (line: JsonObject, { term }: JsonObject): unknown =>
  line['start'] ?? (isObject(term) ? term['start'] : undefined);

const afterItsStart: Rule = (end, line, data) => {
  const start = startOf(line, data);
  return typeof end === 'string' && typeof start === 'string' && end <= start
    ? fault('line_ends_before_it_starts', 'is not after its start')
    : null;
};

const BOUNDS = { start: optional(DATE), end: optional(DATE, afterItsStart) };

const RECURRING = record({
  id: required(IDENTIFIER),
  kind: required(word(['recurring'])),
  product: required(TEXT),
  quantity: optional(AMOUNT),
  unit_price: required(AMOUNT),
  per: required(PER),
  discounts: optional(list(DISCOUNT)),
  ...BOUNDS,
});

const USAGE_COMMITMENT = record({
  id: required(IDENTIFIER),
  kind: required(word(['usage_commitment'])),
  product: required(TEXT),
  amount: required(AMOUNT),
  per: required(PER),
  discounts: optional(list(DISCOUNT)),
  ...BOUNDS,
});

const USAGE_EXPECTED = record({
  id: required(IDENTIFIER),
  kind: required(word(['usage_expected'])),
  product: required(TEXT),
  amount: required(AMOUNT),
  per: required(PER),
  ...BOUNDS,
});

const ONE_TIME = record({
  id: required(IDENTIFIER),
  kind: required(word(['one_time'])),
  amount: required(AMOUNT),
  date: required(DATE),
  ...BOUNDS,
});

const UNCOUNTED_KINDS = ['tax', 'processing_fee', 'refund', 'chargeback', 'credit'] as const;
const UNCOUNTED = record({
  id: required(IDENTIFIER),
  kind: required(word(UNCOUNTED_KINDS)),
  amount: required(SIGNED_AMOUNT),
  ...BOUNDS,
});

export type StatedPer = Stated<typeof PER>;
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
  record({ id: required(IDENTIFIER), kind: required(word([...COUNTED_KINDS, ...UNCOUNTED_KINDS])) }),
);

/** An id is a line's first field, so one that was there before is found before anything else in its line. */
const notThereBefore = () => {
  const ids = new Set<unknown>();
  return (line: unknown) => {
    if (!isObject(line)) return null;
    const id = line['id'];
    if (ids.has(id)) return { ...fault('duplicate_line_id', `${shown(id)} is there twice`), path: '.id' };
    ids.add(id);
    return null;
  };
};

export const LINES = list(LINE, {
  most: LINES_MAX,
  tooMany: (count) => fault('too_many_lines', `holds ${count} lines, more than ${LINES_MAX}`),
  among: notThereBefore,
});
