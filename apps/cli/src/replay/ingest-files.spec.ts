import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApplyEvents, type IngestResult, IngestStore, type StagedBatch } from '@app/processing';
import { ingestFiles } from './ingest-files.ts';

/** Takes time for each batch, as a database does; what it is given stands in it. */
class SlowStore extends IngestStore {
  readonly stored: string[] = [];
  atOnce = 0;

  constructor(private readonly failsAt: number) {
    super();
  }

  override async ingest({ origin, refused }: StagedBatch): Promise<IngestResult> {
    this.atOnce += 1;
    await sleep(20);
    if (this.atOnce > 1) throw new Error('two batches at once');
    if (this.stored.length === this.failsAt) throw new Error('the store is gone');
    this.atOnce -= 1;
    this.stored.push(`${origin.kind === 'file' ? origin.file.slice(-1) : ''}${refused[0]?.record.position}`);
    return { ...NOTHING_NEW, refused };
  }
}

/** A batch without an event that is new. */
const NOTHING_NEW = {
  accepted: { created: 0, amended: 0, cancelled: 0, merged: 0 },
  repeated: 0,
  passedOver: 0,
  alreadyDone: 0,
};

/** Stores nothing of a batch until the one behind it is being read; the last one is stored at once. */
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

const silent = { show: () => undefined, done: () => undefined };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acv-ingest-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Files of 12,000 lines and of 1: three batches and one. */
const ingested = async (store: IngestStore, events = new ApplyEvents(store)) => {
  const files = [join(folder, 'a'), join(folder, 'b')];
  await writeFile(join(folder, 'a'), '{}\n'.repeat(12_000));
  await writeFile(join(folder, 'b'), '{}\n');
  return ingestFiles(files, events, silent, () => Promise.resolve());
};

describe('ingestFiles', () => {
  it('stores one batch after the other, in the order of files and lines', async () => {
    const store = new SlowStore(Infinity);
    const totals = await ingested(store);
    expect(store.stored).toEqual(['a1', 'a5001', 'a10001', 'b1']);
    expect(totals).toEqual({ accepted: 0, repeated: 0, refused: 12_001 });
  });

  it('reads the next batch while one is stored', async () => {
    const store = new WaitingStore(4);
    const events = new ApplyEvents(store);
    const read = events.read.bind(events);
    jest.spyOn(events, 'read').mockImplementation((batch) => {
      store.reading();
      return read(batch);
    });
    expect((await ingested(store, events)).refused).toBe(12_001);
  });

  it.each([0, 1, 3])('rejects where batch %i cannot be stored, and stores nothing behind it', async (failsAt) => {
    const store = new SlowStore(failsAt);
    await expect(ingested(store)).rejects.toThrow('the store is gone');
    await sleep(50);
    expect(store.stored).toHaveLength(failsAt);
  });
});
