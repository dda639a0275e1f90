import { z } from 'zod';

/** The key of a list that is known as a whole: the number of a row. */
export type PlaceKey = readonly [number];

export const PLACE_KEY: z.ZodType<PlaceKey> = z.tuple([z.int().min(0)]);
