import { type BooksToRead, StoreModule } from '@app/host';
import { type DynamicModule, Module } from '@nestjs/common';
import { CONTROLLERS } from './controllers.ts';
import { Reading } from './reading/reading.ts';

/** The resources over one store. Nest closes the store's connections after the last answer. */
@Module({})
export class HttpModule {
  static register(books: BooksToRead): DynamicModule {
    return {
      module: HttpModule,
      imports: [StoreModule.register(books.database)],
      controllers: [...CONTROLLERS],
      providers: [{ provide: Reading, useValue: new Reading(books) }],
    };
  }
}
