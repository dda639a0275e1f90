import type { Metrics } from '@app/platform';
import type { IncomingBatch, RatesResult } from '@app/processing';

export type TakeRatesOptions = Readonly<{
  apply: (batch: IncomingBatch) => Promise<RatesResult>;
  onApplied: (batch: IncomingBatch) => void;
  metrics: Pick<Metrics, 'events' | 'refused'>;
}>;

/** Takes a batch of rates into the store; rejects where that failed, and nothing of it is done. */
export class TakeRates {
  constructor(private readonly options: TakeRatesOptions) {}

  async take(batch: IncomingBatch): Promise<void> {
    const { apply, onApplied, metrics } = this.options;
    const { added, changed, refused } = await apply(batch);
    metrics.events.inc({ type: 'fx.rate', outcome: 'accepted' }, added + changed);
    metrics.events.inc({ type: 'any', outcome: 'refused' }, refused.length);
    for (const { refusal } of refused) metrics.refused.inc({ code: refusal.code });
    onApplied(batch);
  }
}
