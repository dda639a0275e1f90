import { CALC_VERSION, type Figures, type Signal } from '@app/domain';
import { isObject } from '../fields/field.ts';
import { object, optional, required } from '../fields/object.ts';
import { list } from '../fields/list.ts';
import { TEXT } from '../fields/text.ts';
import { recordFault } from './record-fault.ts';
import { FIGURE_PROPERTIES, FINDINGS, IDENTITY } from './snapshot-record.ts';

/** The content of a stored snapshot besides its figures. Names and status are in columns of their own. */
type Frame = Readonly<{
  period_start: string;
  period_end: string;
  policy_id: string;
  calc_version: string;
  reporting_currency: string;
  missing_fx: readonly string[];
  signals: readonly Signal[];
}>;

/** The content of a snapshot by this program's calculation, decimals as text. */
export type SnapshotContent = Frame & Figures;

/** The content of a snapshot by any calculation: one by another calculation may lack figures. */
export type StoredSnapshot = Frame & Partial<Figures>;

const { policy_id, calc_version, reporting_currency } = IDENTITY;

const FRAME = {
  // Not DATE: a fiscal year may begin before the first day that an event can state.
  period_start: required(TEXT),
  period_end: required(TEXT),
  policy_id,
  calc_version,
  reporting_currency,
};

const CURRENT = object({ ...FRAME, ...FIGURE_PROPERTIES, ...FINDINGS });

/** Figures may be absent, and signals may have codes that are no longer raised. Figures that are there have the kinds of today. */
const FORMER = object({
  ...FRAME,
  ...Object.fromEntries(Object.entries(FIGURE_PROPERTIES).map(([name, { field }]) => [name, optional<unknown>(field)])),
  missing_fx: FINDINGS.missing_fx,
  signals: required(list(object({ code: required(TEXT) }))),
});

/** Throws an error that names the field: only a bug or damage makes a stored snapshot unreadable. */
const read = (json: string): Readonly<{ content: StoredSnapshot; isCurrent: boolean }> => {
  const content: unknown = JSON.parse(json);
  const isCurrent = isObject(content) && content['calc_version'] === CALC_VERSION;
  const fault = recordFault(isCurrent ? CURRENT : FORMER, content);
  if (fault !== null) throw new Error(`a stored snapshot cannot be read: ${fault}`);
  return { content: content as StoredSnapshot, isCurrent };
};

/**
 * The content of a stored snapshot by any calculation, its fields in their stored order. Where `calc_version` is not this
 * program's (history keeps such snapshots), any figure may be undefined. Throws where a field has another shape.
 */
export const storedSnapshot = (json: string): StoredSnapshot => read(json).content;

/** The content of a stored snapshot by this program's calculation. Throws also where it is by another one. */
export const currentSnapshot = (json: string): SnapshotContent => {
  const { content, isCurrent } = read(json);
  if (!isCurrent) throw new Error(`a snapshot is by calculation ${content.calc_version}, not by ${CALC_VERSION}`);
  // The shape of this calculation has every figure.
  return content as SnapshotContent;
};
