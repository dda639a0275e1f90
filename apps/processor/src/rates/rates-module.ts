import { type DynamicModule, Module } from '@nestjs/common';
import { RatesController, RatesParts } from './rates-controller.ts';

/** The application behind the consumer of rates. The store's connections are the processor's, which closes them. */
@Module({})
export class RatesModule {
  static register(parts: RatesParts): DynamicModule {
    return {
      module: RatesModule,
      controllers: [RatesController],
      providers: [{ provide: RatesParts, useValue: parts }],
    };
  }
}
