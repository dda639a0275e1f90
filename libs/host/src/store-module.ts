import { Database } from '@app/persistence';
import { type DynamicModule, Inject, Module, type OnModuleDestroy } from '@nestjs/common';

/** Closes the store's connections. Nest ends the modules that import this one before it, so nothing writes any more. */
@Module({})
export class StoreModule implements OnModuleDestroy {
  constructor(@Inject(Database) private readonly database: Database) {}

  static register(database: Database): DynamicModule {
    return { module: StoreModule, providers: [{ provide: Database, useValue: database }], exports: [Database] };
  }

  async onModuleDestroy(): Promise<void> {
    await this.database.close();
  }
}
