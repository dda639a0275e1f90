import { SENTENCE_CODES, STATUSES } from '@app/domain';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { grainParameter, labelParameter, ONE_SEGMENT } from './parameters.ts';
import { COUNT, DAY, SEGMENT_NAME, TEXT, USED_FIGURES } from './values.ts';

export const NARRATIVE_QUERY = z.strictObject({ period: labelParameter, ...ONE_SEGMENT });

/** A sentence with the figures that it uses, under their names in the snapshot. */
export const SENTENCE = z
  .strictObject({ code: z.enum(SENTENCE_CODES), text: TEXT, figures: USED_FIGURES })
  .meta({ id: 'Sentence' });

/** What moved in a period and why. */
export const NARRATIVE_ANSWER = z
  .strictObject({
    grain: grainParameter,
    period: TEXT,
    ...SEGMENT_NAME,
    measured_on: DAY,
    status: z.enum(STATUSES),
    revision: COUNT,
    sentences: z.array(SENTENCE),
  })
  .meta({ id: 'Narrative' });

export type NarrativeSentence = Answer<typeof SENTENCE>;
export type NarrativeAnswer = Answer<typeof NARRATIVE_ANSWER>;
export type NarrativeQuery = z.output<typeof NARRATIVE_QUERY>;
