import { type DynamicModule, Module } from '@nestjs/common';
import { RatesController } from './rates-controller.ts';
import { TakeRates } from './take-rates.ts';

/** What stands behind the consumer of rates. The store's connections are the processor's, which closes them. */
@Module({})
export class RatesModule {
  static register(rates: TakeRates): DynamicModule {
    return {
      module: RatesModule,
      controllers: [RatesController],
      providers: [{ provide: TakeRates, useValue: rates }],
    };
  }
}
