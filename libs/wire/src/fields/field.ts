import type { RefusalCode } from '../refusal.ts';
import type { JsonSchema, SchemaNames } from './json-schema.ts';

declare const stated: unique symbol;

/** What is wrong with a value: where below it (`.end`, `[2].id`, or nothing for the value itself), the code and why. */
export type Fault = Readonly<{ path: string; code: RefusalCode; reason: string }>;

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The one definition of what a field may hold: `fault` checks it on every event, `schema` publishes it, and `T` is what
 * a value without a fault is. `whole` is the data that the field stands in, good up to this field.
 */
export type Field<T> = Readonly<{
  fault: (value: unknown, whole: JsonObject) => Fault | null;
  schema: (names: SchemaNames) => JsonSchema;
  /** Never there: it carries T for the compiler. */
  [stated]?: T;
}>;

export type Stated<F> = F extends Field<infer T> ? T : never;

export const fault = (code: RefusalCode, reason: string): Fault => ({ path: '', code, reason });
export const bad = (reason: string): Fault => fault('bad_field', reason);

/** Paths are put together only once something is wrong, so a good event pays nothing for them. */
export const below = (step: string, inner: Fault): Fault => ({ ...inner, path: step + inner.path });

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Kept as it is and used for nothing. */
export const ANYTHING: Field<unknown> = {
  fault: () => null,
  schema: () => ({ description: 'Anything: kept, and used for nothing.' }),
};
