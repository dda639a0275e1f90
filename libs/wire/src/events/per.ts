import { textOr } from '../fields/either.ts';
import type { Stated } from '../fields/field.ts';
import { whole } from '../fields/number.ts';
import { closed, required } from '../fields/object.ts';
import { word } from '../fields/text.ts';

const INTERVALS = ['day', 'week', 'month', 'quarter', 'half_year', 'year'] as const;
const EVERY = closed('a per', { interval: required(word(INTERVALS)), count: required(whole(1)) });

/** A billing interval. */
export const PERIODIC_PER = textOr(word(INTERVALS), EVERY);

/** A billing interval, or the whole term. */
export const PER = textOr(word([...INTERVALS, 'term']), EVERY);

export type StatedPer = Stated<typeof PER>;
export type StatedPeriodicPer = Stated<typeof PERIODIC_PER>;
