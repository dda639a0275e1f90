import { EventEmitter, once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, jest } from '@jest/globals';
import { fileBatch } from '../../../../test/builders/records.ts';
import { ApplyEvents } from '../ingest/apply-events.ts';
import { type IngestResult, IngestStore, type StagedBatch } from '../ingest/ingest-store.ts';
import { ingestAll } from './ingest-all.ts';
import type { ReplayStep } from './replay-context.ts';
import type { SourceBatch } from './replay-source.ts';

/** A batch without an event that is new. */
const NOTHING_NEW = {
  accepted: { created: 0, amended: 0, cancelled: 0, merged: 0 },
  repeated: 0,
  passedOver: 0,
  alreadyDone: 0,
};

const nameOf = ({ origin }: StagedBatch): string => (origin.kind === 'file' ? origin.file : '');

/** Takes some turns for each batch, as a database does, and notes the files of the batches. */
class SlowStore extends IngestStore {
  readonly stored: string[] = [];
  #isBusy = false;

  constructor(private readonly failsAt: number) {
    super();
  }

  override async ingest(batch: StagedBatch): Promise<IngestResult> {
    if (this.#isBusy) throw new Error('two batches at once');
    this.#isBusy = true;
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    this.#isBusy = false;
    if (this.stored.length === this.failsAt) throw new Error('the store is gone');
    this.stored.push(nameOf(batch));
    return { ...NOTHING_NEW, refused: batch.refused };
  }
}

/** Stores a batch only when the next one is being read; the last one is stored at once. */
class WaitingStore extends IngestStore {
  readonly #reads = new EventEmitter();
  #read = 0;
  #stored = 0;

  constructor(private readonly batches: number) {
    super();
  }

  reading(): void {
    this.#read += 1;
    this.#reads.emit('read');
  }

  override async ingest({ refused }: StagedBatch): Promise<IngestResult> {
    this.#stored += 1;
    const awaited = Math.min(this.#stored + 1, this.batches);
    while (this.#read < awaited) await once(this.#reads, 'read');
    return { ...NOTHING_NEW, refused };
  }
}

/** Four batches of records that are no events: each record is refused. */
async function* source(): AsyncGenerator<SourceBatch> {
  for (const [i, file] of ['a', 'b', 'c', 'd'].entries()) {
    yield await Promise.resolve({ batch: fileBatch(['{}', '{}'], file), shareRead: (i + 1) / 4 });
  }
}

const ingested = async (store: IngestStore, events = new ApplyEvents(store)) => {
  const steps: ReplayStep[] = [];
  const refused: string[] = [];
  const listener = {
    onStep: (step: ReplayStep) => void steps.push(step),
    onRefused: (records: readonly unknown[], origin: StagedBatch['origin']) => {
      refused.push(`${records.length} of ${origin.kind === 'file' ? origin.file : ''}`);
      return Promise.resolve();
    },
  };
  const totals = await ingestAll(source(), events, { now: () => new Date(0), listener });
  return { totals, steps, refused };
};

describe('ingestAll', () => {
  it('stores one batch after the other, in the order of the source', async () => {
    const store = new SlowStore(Infinity);
    const { totals, steps, refused } = await ingested(store);
    expect(store.stored).toEqual(['a', 'b', 'c', 'd']);
    expect(totals).toEqual({ accepted: 0, repeated: 0, refused: 8 });
    expect(refused).toEqual(['2 of a', '2 of b', '2 of c', '2 of d']);
    expect(steps.at(-1)).toEqual({ step: 'ingest', events: 8, shareRead: 1, elapsedMs: 0 });
  });

  it('reads the next batch while one is stored', async () => {
    const store = new WaitingStore(4);
    const events = new ApplyEvents(store);
    const read = events.read.bind(events);
    jest.spyOn(events, 'read').mockImplementation((batch) => {
      store.reading();
      return read(batch);
    });
    expect((await ingested(store, events)).totals.refused).toBe(8);
  });

  it.each([0, 1, 3])('rejects where batch %i cannot be stored, and stores no later one', async (failsAt) => {
    const store = new SlowStore(failsAt);
    await expect(ingested(store)).rejects.toThrow('the store is gone');
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    expect(store.stored).toHaveLength(failsAt);
  });
});
