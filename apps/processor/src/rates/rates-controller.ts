import { OnBatch, RethrowFilter } from '@app/messaging';
import type { IncomingBatch } from '@app/processing';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { TakeRates } from './take-rates.ts';

@Controller()
@UseFilters(RethrowFilter)
export class RatesController {
  constructor(@Inject(TakeRates) private readonly rates: TakeRates) {}

  @OnBatch()
  take(batch: IncomingBatch): Promise<void> {
    return this.rates.take(batch);
  }
}
