import type { AppliedBatch, IncomingBatch } from '@app/processing';

export type IngestOptions = Readonly<{
  apply: (batch: IncomingBatch) => Promise<AppliedBatch>;
  onApplied: (batch: IncomingBatch, applied: AppliedBatch, seconds: number) => void;
}>;

/** Takes a batch into the ledger; rejects where that failed, and nothing of it is done. */
export class Ingest {
  constructor(private readonly options: IngestOptions) {}

  async take(batch: IncomingBatch): Promise<void> {
    const startedAt = performance.now();
    const applied = await this.options.apply(batch);
    this.options.onApplied(batch, applied, (performance.now() - startedAt) / 1000);
  }
}
