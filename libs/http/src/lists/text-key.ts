import { parseCivilDate } from '@app/domain';
import { z } from 'zod';

/** The key of a row by texts, as the use cases page by. */
export type Key = readonly string[];

/** A text that no database stores is in no key. */
const part = z
  .string()
  .max(1000)
  .refine((text) => text.isWellFormed() && !text.includes('\0'));

/** A decimal in a key, which the store compares as a number. */
export const DECIMAL_PART = z.string().regex(/^\d{1,30}(?:\.\d{1,30})?$/);
export const TEXT_PART = part;
export const DAY_PART = z.string().refine((text) => parseCivilDate(text) !== null);

/** The schema of a key of so many texts. */
export const keyOf = (length: number): z.ZodType<Key> => z.array(part).length(length);
