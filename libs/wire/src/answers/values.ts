import { z } from 'zod';
import { CURRENCY as CURRENCY_FIELD } from '../fields/currency.ts';
import { DATE } from '../fields/date.ts';
import { TIME as TIME_FIELD } from '../fields/instant.ts';
import { QUOTIENT as QUOTIENT_FIELD, RATIO as RATIO_FIELD, SUM as SUM_FIELD } from '../outgoing/values.ts';
import { fieldSchema } from './field-schema.ts';

/** Values of answers, written as in a snapshot: decimals as text, counts as numbers (definitions, section 7). */

export const DAY = fieldSchema(DATE);
export const TIME = fieldSchema(TIME_FIELD);
export const CURRENCY = fieldSchema(CURRENCY_FIELD);
export const SUM = fieldSchema(SUM_FIELD);
export const QUOTIENT = fieldSchema(QUOTIENT_FIELD);
export const RATIO = fieldSchema(RATIO_FIELD);
export const COUNT = z.int().min(0);
export const TEXT = z.string();
export const FLAG = z.boolean();

/** An exact decimal of any length, such as a step of an explanation. */
export const DECIMAL = z
  .string()
  .regex(/^-?\d+(?:\.\d+)?$/)
  .meta({ id: 'Decimal', description: 'An exact decimal.' });

/** Attributes by name. */
export const ATTRIBUTES = z.record(z.string(), z.string());

/** The segment that a record is about. */
export const SEGMENT_NAME = { dimension: TEXT, segment: TEXT } as const;

/** Figures that a sentence or a signal uses, by name. */
export const USED_FIGURES = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]));
