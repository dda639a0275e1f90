import type { BooksToRead } from '@app/host';
import { type DynamicModule, Module } from '@nestjs/common';
import { CONTROLLERS } from './controllers.ts';
import { Reading } from './reading/reading.ts';

/** The resources over one store, whose connections belong to the caller. */
@Module({})
export class HttpModule {
  static register(books: BooksToRead): DynamicModule {
    return {
      module: HttpModule,
      controllers: [...CONTROLLERS],
      providers: [{ provide: Reading, useValue: new Reading(books) }],
    };
  }
}
