import { type CivilDate, Decimal, grainOfLabel, GRAINS, parseCivilDate } from '@app/domain';
import { z } from 'zod';
import { parseInstant } from '../fields/instant.ts';
import { isStorable } from '../fields/text.ts';

/** The most characters that a text in a query can have. */
const TEXT_MAX = 500;
const LIMIT_MAX = 1000;
const LIMIT_DEFAULT = 100;
const MONTHS_MAX = 120;
const PERIODS_MAX = 1000;

const PLAIN_DECIMAL = /^\d{1,15}(?:\.\d{1,10})?$/;

export const textParameter = z
  .string()
  .min(1)
  .max(TEXT_MAX)
  .refine(isStorable, 'holds U+0000 or half a surrogate pair');

/** A parameter that may be given several times. */
export const several = <T extends z.ZodType>(item: T) =>
  z
    .preprocess((given): unknown => (Array.isArray(given) ? given : [given]), z.array(item).min(1).max(LIMIT_MAX))
    .optional();

export const grainParameter = z.enum(GRAINS);

export const dayParameter = z
  .string()
  .meta({ format: 'date', description: 'A day, YYYY-MM-DD.' })
  .transform((text, context): CivilDate => {
    const day = parseCivilDate(text);
    if (day !== null) return day;
    context.addIssue('is not a day, YYYY-MM-DD');
    return z.NEVER;
  });

export const instantParameter = z
  .string()
  .meta({ format: 'date-time', description: 'An RFC 3339 instant.' })
  .transform((text, context): Date => {
    const instant = parseInstant(text);
    if (instant !== null) return new Date(instant.seconds * 1000 + Math.floor(instant.nanos / 1_000_000));
    context.addIssue('is not an RFC 3339 instant');
    return z.NEVER;
  });

export const labelParameter = z
  .string()
  .refine((label) => grainOfLabel(label) !== null, 'is not a period: 2025-03, 2025-Q1 or 2025')
  .meta({ description: 'The label of a period: 2025-03, 2025-Q1 or 2025.' });

export const monthParameter = z
  .string()
  .refine((label) => grainOfLabel(label) === 'month', 'is not a month, 2025-03')
  .meta({ description: 'A calendar month: 2025-03.' });

const isLocale = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

export const localeParameter = z
  .string()
  .max(100)
  .refine(isLocale, 'is not a language tag, such as en-US')
  .meta({ description: 'How figures and days are written: en-US, de-DE.' });

export const amountParameter = z
  .string()
  .regex(PLAIN_DECIMAL, 'is not a decimal above 0 and below 10^15, with at most 10 decimals')
  .transform((text) => new Decimal(text))
  .refine((amount) => amount.gt(0), 'is not above 0');

const WHOLE = /^\d{1,9}$/;

/** A query has texts only, so the text is checked, and described as the number that it is. */
const wholeParameter = (least: number, most: number) =>
  z
    .string()
    .refine((text) => WHOLE.test(text), 'is not a whole number')
    .meta({ type: 'integer', minimum: least, maximum: most })
    .transform(Number)
    .pipe(z.number().min(least).max(most));

export const monthsParameter = wholeParameter(1, MONTHS_MAX);
export const periodsParameter = wholeParameter(1, PERIODS_MAX);

/** A page of a list. */
export const PAGE = {
  limit: wholeParameter(1, LIMIT_MAX).default(LIMIT_DEFAULT),
  cursor: z.string().max(4000).optional(),
} as const;

/** Segments of a dimension; without `dimension` the whole book. */
export const SEGMENTS = {
  dimension: textParameter.optional(),
  segment: several(textParameter),
} as const;

/** One segment; without both the whole book. */
export const ONE_SEGMENT = { dimension: textParameter.optional(), segment: textParameter.optional() } as const;
