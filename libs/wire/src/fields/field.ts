import type { RefusalCode } from '../refusal.ts';
import type { JsonSchema, SchemaNames } from './json-schema.ts';

declare const stated: unique symbol;

/** A fault of a value: its path below the value (`.end`, `[2].id`, or empty for the value itself), code and reason. */
export type Fault = Readonly<{ path: string; code: RefusalCode; reason: string }>;

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The one definition of the values of a field: `fault` checks each value, `schema` publishes the definition, and `T` is
 * the type of a value without a fault. `whole` is the data that holds the field, without a fault up to this field.
 */
export type Field<T> = Readonly<{
  fault: (value: unknown, whole: JsonObject) => Fault | null;
  schema: (names: SchemaNames) => JsonSchema;
  /** Never present: it carries T for the compiler. */
  [stated]?: T;
}>;

/** The type of a value without a fault. */
export type Stated<F> = F extends Field<infer T> ? T : never;

export const fault = (code: RefusalCode, reason: string): Fault => ({ path: '', code, reason });
export const bad = (reason: string): Fault => fault('bad_field', reason);
export const NO_TEXT = bad('is not a text');

/** Puts a step in front of a fault's path. Paths are built only for faults, so a good event costs nothing. */
export const below = (step: string, inner: Fault): Fault => ({ ...inner, path: step + inner.path });

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that is stored and used for nothing. */
export const ANYTHING: Field<unknown> = {
  fault: () => null,
  schema: () => ({ description: 'Anything: kept, and used for nothing.' }),
};
