import type { MergedEvent } from '@app/domain';
import type { JudgeRepeat, RefusedRecord, StagedBatch, StagedEvent } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import { guardPolicy } from '../database/guard-policy.ts';
import { applyMerges } from '../merges/apply-merges.ts';
import { firstToDo } from '../progress/locked-progress.ts';
import { appendEvents, type SortedEvents } from './append-events.ts';
import { erasedAmong } from './erased-among.ts';
import { judgeRepeats } from './judge-repeats.ts';
import { storedTranslators } from './stored-translators.ts';

/**
 * Events before `start` and positions before `from` were done before. `notNew` are the indices of repeats and
 * conflicts.
 */
export type Done = Readonly<{ start: number; from: bigint; notNew: ReadonlySet<number> }>;

/** The merges of customers that are new in the ledger. */
const mergesIn = ({ events }: StagedBatch, { start, notNew }: Done): readonly MergedEvent[] =>
  events.flatMap(({ event }, i) => (event.merged === null || i < start || notNew.has(i) ? [] : [event.merged]));

/** The translated events that are new in the ledger. */
export const newIn = ({ events }: StagedBatch, { start, notNew }: Done): readonly StagedEvent[] =>
  events.filter(({ record }, i) => record.payload !== undefined && i >= start && !notNew.has(i));

/** A batch whose events are in the ledger, in a transaction that is still open. */
export type AppendedBatch = Readonly<{ done: Done; repeated: number; refused: readonly RefusedRecord[] }>;

/**
 * The way of every event into the ledger: appends those that are new and judges those whose identity the ledger has.
 * `refused` has the records that were refused before, too.
 */
export const appendBatch = async (
  transaction: Transaction,
  { batch, sorted }: Readonly<{ batch: StagedBatch; sorted: SortedEvents }>,
  { policyId, judge }: Readonly<{ policyId: string; judge: JudgeRepeat }>,
): Promise<AppendedBatch> => {
  const { stored, existing } = await appendEvents(transaction, batch, sorted);
  await guardPolicy(transaction, policyId);
  const from = firstToDo(batch, stored);
  const firstNotDone = batch.events.findIndex(({ record }) => record.position >= from);
  const start = firstNotDone === -1 ? batch.events.length : firstNotDone;
  const translatedBy = await storedTranslators(transaction, existing, batch.events);
  const erased = await erasedAmong(transaction, existing);
  const verdicts = judgeRepeats(existing, batch.events, { judge, translatedBy, erased });
  const refused = [...batch.refused.filter(({ record }) => record.position >= from), ...verdicts.refused];
  const done = { start, from, notNew: new Set(existing.map(({ ordinal }) => ordinal)) };
  return { done, repeated: verdicts.repeated, refused };
};

/** Applies the merges of customers that are new in the ledger. */
export const applyNewMerges = (transaction: Transaction, batch: StagedBatch, done: Done): Promise<void> =>
  applyMerges(transaction, mergesIn(batch, done));
