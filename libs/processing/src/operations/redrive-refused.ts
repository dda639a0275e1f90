import type { FormatName } from '@app/wire';
import type { Redriven } from '@app/wire/answers';
import { judgeRepeat } from '../ingest/apply-events.ts';
import { BatchReader } from '../ingest/batch-reader.ts';
import type { IncomingRecord } from '../ingest/incoming-batch.ts';
import type { StagedBatch } from '../ingest/ingest-store.ts';
import type { PayloadTranslation } from '../translate/payload-translation.ts';
import { choiceJson, chosenEvents } from './chosen-events.ts';
import { OperationRefusedError } from './operation-refused-error.ts';
import type {
  AskedBy,
  NewStep,
  OperationStore,
  RefusedChosen,
  RedrivenRecord,
  WaitingRecord,
} from './operation-store.ts';

/** The records that are sent instead of refused ones, by the ids of those. */
export type MendedRecords = ReadonlyMap<string, Pick<IncomingRecord, 'value' | 'headers'>>;

/** How payloads of a system become events; null: it is not known here. */
export type TranslationOf = (format: FormatName, origin: string) => PayloadTranslation | null;

const NOTHING_MENDED: MendedRecords = new Map();

/** Rows of sheets and rates are left out where they are not named, because they cannot be sent again. */
const isSentAsItIs = ({ format }: WaitingRecord): boolean => format !== 'csv' && format !== 'rate';

/** An event that is written instead of a payload or a row of a sheet is an event. */
const translationFor = (
  { id, origin, format }: WaitingRecord,
  isMended: boolean,
  translationOf: TranslationOf,
): PayloadTranslation | null => {
  if (format === null || (format === 'csv' && isMended)) return null;
  if (format === 'csv' || format === 'rate') {
    const what = format === 'csv' ? 'a row of a sheet: import the corrected sheet' : 'a rate: send the corrected rate';
    throw new OperationRefusedError('cannot_redrive', `refused event ${id} is ${what}, and discard this one`);
  }
  const translation = translationOf(format, origin);
  if (translation !== null) return translation;
  throw new OperationRefusedError(
    'cannot_redrive',
    `refused event ${id} is a payload of ${format}: send it again by acv refused redrive, with --adapter if there is one`,
  );
};

/** Sends refused events into the ledger again, by the way of every event of their topic. */
export class RedriveRefused {
  constructor(
    private readonly operations: OperationStore,
    private readonly translationOf: TranslationOf = () => null,
  ) {}

  /** Throws `OperationRefusedError`. Each event is accepted once, or refused again and waits on. */
  run(by: AskedBy, chosen: RefusedChosen, mended: MendedRecords = NOTHING_MENDED): Promise<Redriven> {
    const asked = { ...choiceJson(chosen), ...(mended.size === 0 ? {} : { mended: true }) };
    return this.operations.run({ ...by, action: 'redrive', asked }, async (transaction) => {
      const { records: found, next } = await chosenEvents(transaction, chosen);
      const records = chosen.ids === null ? found.filter(isSentAsItIs) : found;
      const outcomes = await transaction.append(await this.#read(records, mended), judgeRepeat);
      const steps = records.map(({ id }) => stepOf(id, outcomes.get(id), mended.get(id)?.value));
      return { answer: { dry_run: by.dryRun, ...answerOf(steps), next }, steps };
    });
  }

  /** Reads the records of each origin as a file is read: only their ids show whether they were accepted before. */
  async #read(records: readonly WaitingRecord[], mended: MendedRecords): Promise<readonly StagedBatch[]> {
    const reader = new BatchReader();
    const groups = Map.groupBy(records, ({ id, origin, format }) =>
      JSON.stringify([origin, format, format === 'csv' && mended.has(id)]),
    );
    return Promise.all(
      [...groups.values()].map((group) => {
        const [first] = group;
        if (first === undefined) throw new Error('a group has a member');
        const translation = translationFor(first, mended.has(first.id), this.translationOf);
        const batch = {
          origin: { kind: 'file', file: first.origin } as const,
          records: group.map(({ id, record }) => ({ ...record, ...mended.get(id) })),
          follows: null,
          nextPosition: 0n,
          logEnd: null,
        };
        return reader.read(batch, translation);
      }),
    );
  }
}

const stepOf = (id: string, redriven: RedrivenRecord | undefined, value: Buffer | null | undefined): NewStep => ({
  refusedId: id,
  ...(redriven ?? { outcome: 'passed_over' }),
  ...(value === undefined || value === null ? {} : { mended: value }),
});

const counted = (steps: readonly NewStep[], outcome: NewStep['outcome']): number =>
  steps.filter((step) => step.outcome === outcome).length;

const answerOf = (steps: readonly NewStep[]): Omit<Redriven, 'dry_run' | 'next'> => ({
  accepted: counted(steps, 'accepted'),
  repeated: counted(steps, 'repeated'),
  passed_over: counted(steps, 'passed_over'),
  refused: counted(steps, 'refused'),
  events: steps.flatMap(({ refusedId, outcome, refusal }) =>
    outcome === 'discarded'
      ? []
      : [
          {
            id: refusedId,
            outcome,
            code: refusal?.code ?? null,
            field: refusal?.field ?? null,
            message: refusal?.message ?? null,
          },
        ],
  ),
});
