import { OnBatch, RethrowFilter } from '@app/messaging/consumer';
import type { Metrics } from '@app/platform/service';
import type { ApplyRates, IncomingBatch } from '@app/processing';
import { Controller, Inject, UseFilters } from '@nestjs/common';

/** The parts that work on a batch of rates. An abstract class, so that it is type and injection token in one. */
export abstract class RatesParts {
  abstract readonly rates: ApplyRates;
  abstract readonly metrics: Pick<Metrics, 'events' | 'refused'>;
}

/** The way of a batch of exchange rates from the consumer into the store. */
@Controller()
@UseFilters(RethrowFilter)
export class RatesController {
  constructor(@Inject(RatesParts) private readonly parts: RatesParts) {}

  /** Applies a batch in one transaction. Rejects if that failed, and then nothing of the batch is stored. */
  @OnBatch()
  async apply(batch: IncomingBatch): Promise<void> {
    const { rates, metrics } = this.parts;
    const { added, changed, refused } = await rates.apply(batch);
    metrics.events.inc({ type: 'fx.rate', outcome: 'accepted' }, added + changed);
    metrics.events.inc({ type: 'any', outcome: 'refused' }, refused.length);
    for (const { refusal } of refused) metrics.refused.inc({ code: refusal.code });
  }
}
