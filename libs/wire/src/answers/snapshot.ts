import { FIGURES, SIGNAL_CODES } from '@app/domain';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { FIGURE_PROPERTIES, FINDINGS, IDENTITY } from '../outgoing/snapshot-record.ts';
import { shapeOf } from './field-schema.ts';
import { listAnswer, type ListAnswer } from './list-answer.ts';
import { grainParameter, instantParameter, labelParameter, PAGE, several, textParameter } from './parameters.ts';

export const SIGNAL = z.looseObject({ code: z.enum(SIGNAL_CODES) }).meta({ id: 'Signal' });

const IDENTITY_SHAPE = shapeOf(IDENTITY);

/** Every figure of a snapshot, from the table of figures. */
export const FIGURE_SHAPE = shapeOf(FIGURE_PROPERTIES);

const FINDINGS_SHAPE = { missing_fx: shapeOf(FINDINGS).missing_fx, signals: z.array(SIGNAL) };

/** A record of `acv.snapshots.v1`. */
export const SNAPSHOT = z
  .strictObject({ ...IDENTITY_SHAPE, ...FIGURE_SHAPE, ...FINDINGS_SHAPE })
  .meta({ id: 'Snapshot' });

export type Snapshot = Answer<typeof SNAPSHOT>;

/** A snapshot with the figures that were asked for, or one of a former calculation, which lacks some of today's. */
export const SNAPSHOT_PART = z
  .strictObject({
    ...IDENTITY_SHAPE,
    ...z.object({ ...FIGURE_SHAPE, ...FINDINGS_SHAPE }).partial().shape,
  })
  .meta({ id: 'SnapshotPart' });

export const FIGURE_NAMES = z.enum(FIGURES.map(({ name }) => name));

/** Without `grain` the first grain of the policy, without `dimension` every dimension. */
export const SNAPSHOTS_QUERY = z.strictObject({
  grain: grainParameter.optional(),
  from: labelParameter.optional(),
  to: labelParameter.optional(),
  dimension: several(textParameter),
  segment: several(textParameter),
  fields: several(z.union([FIGURE_NAMES, z.enum(['missing_fx', 'signals'])])),
  known_at: instantParameter.optional(),
  ...PAGE,
});

export const SNAPSHOTS_ANSWER = listAnswer(SNAPSHOT_PART);
export type SnapshotPart = Answer<typeof SNAPSHOT_PART>;
export type SnapshotsQuery = z.output<typeof SNAPSHOTS_QUERY>;
/** The answer to a question without `fields` and `known_at`, which has every figure. */
export type SnapshotsAnswer = ListAnswer<Snapshot>;
