import type { z } from 'zod';

type Immutable<T> = T extends readonly (infer I)[]
  ? readonly Immutable<I>[]
  : T extends object
    ? { readonly [N in keyof T]: Immutable<T[N]> }
    : T;

/** The values that a schema describes, which nobody changes. */
export type Answer<S extends z.ZodType> = Immutable<z.output<S>>;
