import {
  type FigureName,
  FIGURES,
  type FigureKind,
  GRAINS,
  type KindOf,
  REASONS,
  type Signal,
  SIGNAL_CODES,
  STATUSES,
  TREND_NULL_REASONS,
} from '@app/domain';
import { CURRENCY } from '../fields/currency.ts';
import { DATE } from '../fields/date.ts';
import type { Stated } from '../fields/field.ts';
import { TIME } from '../fields/instant.ts';
import { list } from '../fields/list.ts';
import { whole } from '../fields/number.ts';
import { nullable, object, optional, type Property, required } from '../fields/object.ts';
import { IDENTIFIER, TEXT, word } from '../fields/text.ts';
import { recordFault } from './record-fault.ts';
import { QUOTIENT, RATIO, SUM } from './values.ts';

/** The name of a snapshot, its state and its origin. */
export const IDENTITY = {
  snapshot_id: required(IDENTIFIER),
  grain: required(word(GRAINS)),
  period: required(TEXT),
  period_start: required(DATE),
  period_end: required(DATE),
  measured_on: required(DATE),
  dimension: required(TEXT),
  segment: required(TEXT),
  status: required(word(STATUSES)),
  revision: required(whole(1)),
  reason: required(word(REASONS)),
  as_of: required(DATE),
  policy_id: required(TEXT),
  calc_version: required(TEXT),
  reporting_currency: required(CURRENCY),
  emitted_at: required(TIME),
};

/** How the figures of each kind are on the wire. */
const BY_KIND = {
  sum: required(SUM),
  count: required(whole(0)),
  quotient: nullable(QUOTIENT),
  percentage: nullable(QUOTIENT),
  ratio: nullable(RATIO),
  reason: nullable(word(TREND_NULL_REASONS)),
} as const satisfies Readonly<Record<FigureKind, Property<unknown, 'required' | 'nullable'>>>;

type FigureProperties = Readonly<{ [N in FigureName]: (typeof BY_KIND)[KindOf<N>] }>;

/** The figures in the order in which a snapshot has them. */
export const FIGURE_PROPERTIES = Object.fromEntries(
  FIGURES.map(({ name, kind }) => [name, BY_KIND[kind]]),
) as FigureProperties;

type SignalField = Signal extends infer S ? (S extends Signal ? Exclude<keyof S, 'code'> : never) : never;

/** The figures that raised a signal. Each code has its own (definitions, section 8). */
const SIGNAL_FIELDS = {
  driver: optional(TEXT),
  driver_sum: optional(QUOTIENT),
  dimension: optional(TEXT),
  top1_share: optional(RATIO),
  customer_id: optional(IDENTIFIER),
  swing: optional(RATIO),
  contracts: optional(whole(0)),
  currencies: optional(list(CURRENCY)),
} as const satisfies Readonly<Record<SignalField, Property<unknown, 'optional'>>>;

/** Gaps in the data, and signals. */
export const FINDINGS = {
  missing_fx: required(list(CURRENCY)),
  signals: required(list(object({ code: required(word(SIGNAL_CODES)), ...SIGNAL_FIELDS }))),
};

/** A snapshot as it is published: one flat object. */
export const SNAPSHOT_RECORD = object({ ...IDENTITY, ...FIGURE_PROPERTIES, ...FINDINGS });

export type SnapshotRecord = Stated<typeof SNAPSHOT_RECORD>;

/** The first fault of a value as a record of the topic of snapshots; null if there is none. */
export const snapshotRecordFault = (json: unknown): string | null => recordFault(SNAPSHOT_RECORD, json);
