import { FIGURES, STATUSES } from '@app/domain';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { FIGURE_NAMES } from './snapshot.ts';
import { grainParameter, labelParameter, SEGMENTS } from './parameters.ts';
import { COUNT, CURRENCY, DAY, RATIO, SEGMENT_NAME, TEXT } from './values.ts';

const partedByCommas = (text: unknown): readonly unknown[] => (typeof text === 'string' ? text.split(',') : [text]);

/** Figures of many periods by column. `figures` may also be one list parted by commas. */
export const SERIES_QUERY = z.strictObject({
  figures: z.preprocess(
    (given: unknown) => (given === undefined ? given : [given].flat().flatMap(partedByCommas)),
    z.array(FIGURE_NAMES).min(1).max(FIGURES.length),
  ),
  grain: grainParameter.optional(),
  from: labelParameter.optional(),
  to: labelParameter.optional(),
  ...SEGMENTS,
});

const VALUES = z.array(z.union([z.string(), z.number()]).nullable());

/** Each list has a value for each period; null where the segment has no snapshot, or no such figure. */
export const SERIES_ANSWER = z
  .strictObject({
    grain: grainParameter,
    reporting_currency: CURRENCY,
    periods: z.array(TEXT),
    measured_on: z.array(DAY),
    segments: z.array(
      z.strictObject({
        ...SEGMENT_NAME,
        status: z.array(z.enum(STATUSES).nullable()),
        revision: z.array(COUNT.nullable()),
        /** The segment's part of the ARR of the whole book. */
        arr_share: z.array(RATIO.nullable()),
        figures: z.partialRecord(FIGURE_NAMES, VALUES),
      }),
    ),
  })
  .meta({ id: 'Series' });

export type Series = Answer<typeof SERIES_ANSWER>;
export type SeriesQuery = z.output<typeof SERIES_QUERY>;
