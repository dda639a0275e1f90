import { z } from 'zod';

/** A page of a list. `next_cursor` names the next page; null on the last one. */
export const listAnswer = <T extends z.ZodType>(item: T) =>
  z.strictObject({ data: z.array(item), next_cursor: z.string().nullable() });

export type ListAnswer<T> = Readonly<{ data: readonly T[]; next_cursor: string | null }>;
