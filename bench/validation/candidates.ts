import { publishedSchemas } from '@app/wire';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Type, { type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { z } from 'zod';
import { readEvent } from '../../libs/wire/src/events/read-event.ts';
import { TERMS_DATA } from '../../libs/wire/src/events/data.ts';
import { isObject } from '../../libs/wire/src/fields/field.ts';

/** Checks the `data` of an event. All candidates check the same shapes, lengths and patterns. */
export type Candidate = Readonly<{ name: string; accepts: (data: unknown) => boolean }>;

const IDENTIFIER = '^[^\\p{Cc}\\p{Cs}]+$';
const TEXT = '^[^\\0\\p{Cs}]*$';
const DATE = '^(?:19[7-9]\\d|2[01]\\d\\d|2200)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$';
const AMOUNT = '^(?:0*\\d{1,15}(?:\\.\\d{1,10}0*)?|-0+(?:\\.0+)?)$';
const PERCENTAGE = '^(?:0*\\d{1,2}(?:\\.\\d{1,10}0*)?|0*100(?:\\.0+)?|-0+(?:\\.0+)?)$';
const INTERVALS = ['day', 'week', 'month', 'quarter', 'half_year', 'year'] as const;

const withTypeBox = (): TSchema => {
  const orNull = (schema: TSchema) => Type.Optional(Type.Union([schema, Type.Null()]));
  const identifier = Type.String({ minLength: 1, maxLength: 200, pattern: IDENTIFIER });
  const text = Type.String({ pattern: TEXT });
  const date = Type.String({ pattern: DATE });
  const decimal = (pattern: string, most: number) =>
    Type.Union([Type.String({ pattern }), Type.Integer({ minimum: 0, maximum: most })]);
  const amount = decimal(AMOUNT, 10 ** 15 - 1);
  const interval = Type.Union(INTERVALS.map((word) => Type.Literal(word)));
  const per = Type.Union([interval, Type.Object({ interval, count: Type.Integer({ minimum: 1 }) })]);
  const bounds = { start: orNull(date), end: orNull(date) };
  const discount = Type.Union([
    Type.Object({ type: Type.Literal('percent'), value: decimal(PERCENTAGE, 100), ...bounds }),
    Type.Object({ type: Type.Literal('amount'), value: amount, ...bounds }),
  ]);
  const discounts = orNull(Type.Array(discount));
  const head = (kind: string) => ({ id: identifier, kind: Type.Literal(kind), ...bounds });
  const line = Type.Union([
    Type.Object({ ...head('recurring'), product: text, quantity: orNull(amount), unit_price: amount, per, discounts }),
    Type.Object({ ...head('usage_commitment'), product: text, amount, per, discounts }),
    Type.Object({ ...head('usage_expected'), product: text, amount, per }),
    Type.Object({ ...head('one_time'), amount, date }),
  ]);
  return Type.Object({
    contract_id: identifier,
    customer_id: identifier,
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    effective_date: date,
    version: orNull(Type.Integer({ minimum: 0 })),
    term: Type.Object({ start: date, end: Type.Union([date, Type.Null()]), auto_renew: orNull(Type.Boolean()) }),
    lines: Type.Array(line, { maxItems: 500 }),
    attributes: orNull(Type.Record(Type.String(), text)),
    renews: orNull(Type.Union([identifier, Type.Array(identifier, { maxItems: 100 })])),
    opened_date: orNull(date),
    closed_date: orNull(date),
  });
};

const withZod = () => {
  const identifier = z.string().min(1).max(200).regex(new RegExp(IDENTIFIER, 'u'));
  const text = z.string().regex(new RegExp(TEXT, 'u'));
  const date = z.string().regex(new RegExp(DATE));
  const decimal = (pattern: string, most: number) =>
    z.union([z.string().regex(new RegExp(pattern)), z.int().min(0).max(most)]);
  const amount = decimal(AMOUNT, 10 ** 15 - 1);
  const interval = z.enum(INTERVALS);
  const per = z.union([interval, z.looseObject({ interval, count: z.int().min(1) })]);
  const bounds = { start: date.nullish(), end: date.nullish() };
  const discount = z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('percent'), value: decimal(PERCENTAGE, 100), ...bounds }),
    z.looseObject({ type: z.literal('amount'), value: amount, ...bounds }),
  ]);
  const discounts = z.array(discount).nullish();
  const line = z.discriminatedUnion('kind', [
    z.looseObject({
      id: identifier,
      kind: z.literal('recurring'),
      product: text,
      quantity: amount.nullish(),
      unit_price: amount,
      per,
      discounts,
      ...bounds,
    }),
    z.looseObject({
      id: identifier,
      kind: z.literal('usage_commitment'),
      product: text,
      amount,
      per,
      discounts,
      ...bounds,
    }),
    z.looseObject({ id: identifier, kind: z.literal('usage_expected'), product: text, amount, per, ...bounds }),
    z.looseObject({ id: identifier, kind: z.literal('one_time'), amount, date, ...bounds }),
  ]);
  return z.looseObject({
    contract_id: identifier,
    customer_id: identifier,
    currency: z.string().regex(/^[A-Z]{3}$/),
    effective_date: date,
    version: z.int().min(0).nullish(),
    term: z.looseObject({ start: date, end: date.nullable(), auto_renew: z.boolean().nullish() }),
    lines: z.array(line).max(500),
    attributes: z.record(z.string(), text).nullish(),
    renews: z.union([identifier, z.array(identifier).max(100)]).nullish(),
    opened_date: date.nullish(),
    closed_date: date.nullish(),
  });
};

const published = publishedSchemas().get('subscription-event.schema.json') ?? {};

/** Each candidate is prepared once, as at the start of a process. */
export const candidates = (): readonly Candidate[] => {
  const typeBox = Compile(withTypeBox());
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const ajvOnTypeBox = ajv.compile(withTypeBox());
  const ajvOnPublished = ajv.compile({ $defs: published['$defs'], $ref: '#/$defs/TermsData' });
  const zod = withZod();
  return [
    { name: 'the table of fields', accepts: (data) => isObject(data) && TERMS_DATA.fault(data, data) === null },
    { name: 'TypeBox, compiled', accepts: (data) => typeBox.Check(data) },
    { name: 'Ajv on the TypeBox schema', accepts: (data) => ajvOnTypeBox(data) },
    { name: 'Ajv on the published schema', accepts: (data) => ajvOnPublished(data) },
    { name: 'zod 4', accepts: (data) => zod.safeParse(data).success },
  ];
};

export { readEvent };
