import { z } from 'zod';

/** The key of a row by texts, as the use cases page by. */
export type Key = readonly string[];

/** A text that no database stores is in no key. */
const part = z
  .string()
  .max(1000)
  .refine((text) => text.isWellFormed() && !text.includes('\0'));

/** The schema of a key of so many texts. */
export const keyOf = (length: number): z.ZodType<Key> => z.array(part).length(length);
