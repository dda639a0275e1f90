import type { IngestResult, JudgeRepeat, RefusedRecord, StagedBatch, StagedEvent } from '@app/processing';
import { IngestStore, type LedgerRow } from '@app/processing';
import { copyField, copyLines } from '../database/copy-text.ts';
import type { Database, Transaction } from '../database/database.ts';
import { laneOf } from '../database/locks.ts';
import { guardPolicy } from '../database/store-guard.ts';
import { advanceProgress, firstToDo } from './locked-progress.ts';
import { writeRefused } from './write-refused.ts';

const CREATE_INCOMING = `
CREATE TEMPORARY TABLE IF NOT EXISTS incoming (
  ordinal integer, again boolean, source text COLLATE "C", id text COLLATE "C", contract_id text COLLATE "C",
  type text, mode text, time text, subject text, headers text, value text
) ON COMMIT DELETE ROWS`;

const COPY_INCOMING = `COPY incoming FROM STDIN`;

/** Ordinals that are not new in the ledger. Sorted by identity: two partitions with the same events cannot deadlock. */
const APPEND = `
WITH appended AS (
  INSERT INTO ledger (source, id, contract_id, type, mode, time, subject, headers, value)
  SELECT source, id, contract_id, type, mode, time, subject, headers, value
  FROM incoming WHERE NOT again AND ordinal >= $1
  ORDER BY source, id
  ON CONFLICT (source, id) DO NOTHING
  RETURNING seq, source, id, contract_id
), queued AS (
  INSERT INTO unfolded (lane, contract_id, seq) SELECT ${laneOf('contract_id')}, contract_id, seq FROM appended
)
SELECT i.ordinal FROM incoming i LEFT JOIN appended a ON a.source = i.source AND a.id = i.id AND NOT i.again
WHERE a.seq IS NULL AND i.ordinal >= $1
ORDER BY i.ordinal`;

/** By primary key, what stands under the identities of these ordinals. */
const KNOWN = `
SELECT i.ordinal, l.seq::int8 AS seq, l.source, l.id, l.type, l.mode, l.time, l.subject, l.value AS text
FROM incoming i JOIN ledger l ON l.source = i.source AND l.id = i.id
WHERE i.ordinal = ANY($1)`;

const otherHeaders = (headers: StagedEvent['record']['headers']): string | null => {
  const names = Object.keys(headers);
  return names.length === 0
    ? null
    : JSON.stringify(Object.fromEntries(names.map((name) => [name, headers[name]?.toString('base64')])));
};

const incomingLine = ({ record, event }: StagedEvent, ordinal: number, again: boolean): string =>
  `${ordinal}\t${again ? 't' : 'f'}\t${copyField(event.source)}\t${copyField(event.id)}\t${copyField(event.contractId)}\t${event.type}\t${event.mode}\t${copyField(event.time)}\t${copyField(event.subject)}\t${copyField(otherHeaders(record.headers))}\t${copyField(event.text)}\n`;

/** The rows of a batch; of an identity that stands twice in it only the first may be new. */
const incomingLines = (events: readonly StagedEvent[]): readonly string[] => {
  const seen = new Set<string>();
  return events.map((staged, ordinal) => {
    const identity = `${staged.event.source}\u0000${staged.event.id}`;
    const again = seen.has(identity);
    seen.add(identity);
    return incomingLine(staged, ordinal, again);
  });
};

type Known = LedgerRow & Readonly<{ ordinal: number }>;

/** Takes batches into the ledger: one transaction each, fenced by the row of the partition's progress. */
export class PostgresIngestStore extends IngestStore {
  constructor(
    private readonly database: Database,
    private readonly policyId: string,
  ) {
    super();
  }

  async ingest(batch: StagedBatch, judge: JudgeRepeat): Promise<IngestResult> {
    const lines = incomingLines(batch.events);
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      // No lock is held while bytes come from here: no timeout ends a COPY whose client is frozen.
      await transaction.query(CREATE_INCOMING);
      if (lines.length > 0) await copyLines(transaction.client, COPY_INCOMING, lines);
      await guardPolicy(transaction, this.policyId);
      const from = await firstToDo(transaction, batch, [batch.events, batch.refused]);
      const todo = batch.events.findIndex(({ record }) => record.position >= from);
      const start = todo === -1 ? batch.events.length : todo;
      const notNew = await append(transaction, start, batch.events.length);
      const verdicts = await judged(transaction, notNew, batch.events, judge);
      const refused = [...batch.refused.filter(({ record }) => record.position >= from), ...verdicts.refused];
      const stored = await writeRefused(transaction, batch.origin, refused);
      await advanceProgress(transaction, batch);
      return result(batch, start, from, notNew, { repeated: verdicts.repeated, refused: stored });
    });
  }
}

const append = async ({ query }: Transaction, start: number, count: number): Promise<readonly number[]> => {
  if (start >= count) return [];
  const rows = await query<{ ordinal: number }>(APPEND, [start]);
  return rows.map(({ ordinal }) => ordinal);
};

/** Tells repeats from conflicts among the events whose identity is taken. */
const judged = async (
  { query }: Transaction,
  notNew: readonly number[],
  events: readonly StagedEvent[],
  judge: JudgeRepeat,
): Promise<Readonly<{ repeated: number; refused: readonly RefusedRecord[] }>> => {
  if (notNew.length === 0) return { repeated: 0, refused: [] };
  const refused: RefusedRecord[] = [];
  for (const known of await query<Known>(KNOWN, [notNew])) {
    const staged = events[known.ordinal];
    const refusal = staged === undefined ? null : judge(known, staged.event);
    if (staged !== undefined && refusal !== null) refused.push({ record: staged.record, refusal });
  }
  return { repeated: notNew.length - refused.length, refused };
};

const result = (
  batch: StagedBatch,
  start: number,
  from: bigint,
  notNew: readonly number[],
  judgedEvents: Pick<IngestResult, 'repeated' | 'refused'>,
): IngestResult => {
  const taken = new Set(notNew);
  const accepted = { created: 0, amended: 0, cancelled: 0 };
  for (let i = start; i < batch.events.length; i += 1) {
    const kind = batch.events[i]?.event.kind;
    if (kind !== undefined && !taken.has(i)) accepted[kind] += 1;
  }
  const refusedBefore = batch.refused.filter(({ record }) => record.position < from).length;
  return { accepted, ...judgedEvents, alreadyDone: start + refusedBefore };
};
