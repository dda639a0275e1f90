import {
  type JudgeRepeat,
  OperationTransaction,
  type RecordFormat,
  type RedrivenRecord,
  type RefusedChosen,
  type StagedBatch,
  type WaitingRecord,
} from '@app/processing';
import type { Transaction } from '../database/database.ts';
import { appendBatch, applyNewMerges, newIn } from '../ingest/append-batch.ts';
import { sortedEvents } from '../ingest/append-events.ts';
import { keepPayloads } from '../ingest/keep-payloads.ts';
import { isAsked, MATCHES_ASKED } from '../lists/refused-asked.sql.ts';
import { bytesOfHeaders } from '../outbox/headers-json.ts';
import { redrivenRecords } from './redriven-records.ts';

/** The bytes of values that one operation reads, unless its first event alone has more. */
const BYTES_AT_ONCE = 33_554_432;

/**
 * Chosen events that wait, by their ids ($6) or behind an id ($5), the first refused first; by primary key.
 */
const WAITING = `
SELECT refused_id::text AS id, origin, format, key, value, headers
FROM (
  SELECT
    refused_id, origin, format, key, value, headers, octet_length(value) AS bytes,
    sum(octet_length(value)) OVER (ORDER BY refused_id) AS bytes_until
  FROM (
    SELECT refused_id, origin, format, key, value, headers
    FROM refused_event
    WHERE state = 'waiting'
      AND ${MATCHES_ASKED}
      AND ($5::bigint IS NULL OR refused_id > $5)
      AND ($6::bigint[] IS NULL OR refused_id = ANY($6))
    ORDER BY refused_id
    LIMIT $7
  ) AS chosen
) AS measured
WHERE coalesce(bytes_until, 0) <= ${BYTES_AT_ONCE} OR bytes_until = bytes
ORDER BY measured.refused_id`;

/** By primary key. */
const STATES = `SELECT refused_id::text AS id, state FROM refused_event WHERE refused_id = ANY($1::bigint[])`;

type WaitingRow = Readonly<{
  id: string;
  origin: string;
  format: RecordFormat | null;
  key: Buffer | null;
  value: Buffer | null;
  headers: Readonly<Record<string, string>>;
}>;

const waitingFrom = ({ id, origin, format, key, value, headers }: WaitingRow): WaitingRecord => ({
  id,
  origin,
  format,
  record: { position: BigInt(id), key, value, headers: bytesOfHeaders(headers) },
});

/** The batches as one, in the order in which their records were refused. */
const together = (batches: readonly StagedBatch[]): StagedBatch => ({
  origin: { kind: 'file', file: '' },
  events: batches.flatMap(({ events }) => events).toSorted((a, b) => Number(a.record.position - b.record.position)),
  refused: batches.flatMap(({ refused }) => refused),
  passedOver: batches.flatMap(({ passedOver }) => passedOver),
  follows: null,
  nextPosition: 0n,
  logEnd: null,
});

export class PostgresOperationTransaction extends OperationTransaction {
  constructor(
    private readonly transaction: Transaction,
    private readonly policyId: string,
  ) {
    super();
  }

  async waiting(
    { ids, asked, after }: RefusedChosen,
    limit: number,
  ): Promise<Readonly<{ records: readonly WaitingRecord[]; next: string | null }>> {
    const rows = await this.transaction.query<WaitingRow>(WAITING, [...isAsked(asked), after, ids, limit]);
    const last = rows.at(-1)?.id ?? null;
    const isMore = last !== null && (await this.#isAny({ ids, asked, after: last }));
    return { records: rows.map(waitingFrom), next: isMore ? last : null };
  }

  async states(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.transaction.query<{ id: string; state: string }>(STATES, [ids]);
    return new Map(rows.map(({ id, state }) => [id, state]));
  }

  async append(batches: readonly StagedBatch[], judge: JudgeRepeat): Promise<ReadonlyMap<string, RedrivenRecord>> {
    const batch = together(batches);
    const appended = await appendBatch(
      this.transaction,
      { batch, sorted: sortedEvents(batch.events) },
      { policyId: this.policyId, judge },
    );
    await applyNewMerges(this.transaction, batch, appended.done);
    const isNew = new Set(newIn(batch, appended.done));
    for (const { origin, events } of batches) {
      await keepPayloads(
        this.transaction,
        origin,
        events.filter((event) => isNew.has(event)),
      );
    }
    return redrivenRecords(batch, appended);
  }

  async #isAny({ ids, asked, after }: RefusedChosen): Promise<boolean> {
    const [row] = await this.transaction.query(WAITING, [...isAsked(asked), after, ids, 1]);
    return row !== undefined;
  }
}
