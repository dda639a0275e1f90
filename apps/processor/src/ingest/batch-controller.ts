import type { Relaying, UnderPolicy } from '@app/host/service';
import { OnBatch, RethrowFilter } from '@app/messaging/consumer';
import type { Metrics } from '@app/platform/service';
import { traceparentsIn, type Tracing } from '@app/platform';
import type { AppliedBatch, IncomingBatch } from '@app/processing';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import type { FoldLoop } from '../fold/fold-loop.ts';
import type { UseCases } from '../use-cases.ts';
import { countBatch } from './count-batch.ts';
import type { LagGauges } from './lag.ts';

/** The parts that work on a batch. An abstract class, so that it is type and injection token in one. */
export abstract class BatchParts {
  abstract readonly store: UnderPolicy<Pick<UseCases, 'events'>>;
  abstract readonly metrics: Metrics;
  abstract readonly tracing: Tracing;
  abstract readonly lag: LagGauges;
  abstract readonly folds: Pick<FoldLoop, 'nudge'>;
  abstract readonly relay: Pick<Relaying, 'nudge'>;
}

/** The span of a batch says where it is from and what became of it, and links to the spans of its records. */
const spanOf = ({ origin, records }: IncomingBatch) => ({
  name: 'ingest',
  about: () => traceparentsIn(records),
  said: ({ accepted, repeated, refusedRecords }: AppliedBatch) => ({
    ...(origin.kind === 'file'
      ? {}
      : { 'messaging.destination.name': origin.topic, 'messaging.destination.partition.id': String(origin.partition) }),
    'messaging.batch.message_count': records.length,
    accepted: Object.values(accepted).reduce((sum, count) => sum + count, 0),
    repeated,
    refused: refusedRecords.length,
  }),
});

/** The way of a batch from the consumer into the ledger. */
@Controller()
@UseFilters(RethrowFilter)
export class BatchController {
  constructor(@Inject(BatchParts) private readonly parts: BatchParts) {}

  /** Applies a batch in one transaction. Rejects if that failed, and then nothing of the batch is stored. */
  @OnBatch()
  async apply(batch: IncomingBatch): Promise<void> {
    const { store, metrics, tracing, lag, folds, relay } = this.parts;
    const startedAt = performance.now();
    const applied = await tracing.span(spanOf(batch), () => store.run(({ events }) => events.apply(batch)));
    countBatch(metrics, batch, applied, (performance.now() - startedAt) / 1000);
    lag.applied(applied.latestEventTime);
    folds.nudge();
    if (applied.refusedRecords.length > 0) relay.nudge();
  }
}
