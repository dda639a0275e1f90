import { OnBatch, RethrowFilter } from '@app/messaging';
import type { IncomingBatch } from '@app/processing';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { Ingest } from './ingest.ts';

@Controller()
@UseFilters(RethrowFilter)
export class BatchController {
  constructor(@Inject(Ingest) private readonly ingest: Ingest) {}

  @OnBatch()
  take(batch: IncomingBatch): Promise<void> {
    return this.ingest.take(batch);
  }
}
