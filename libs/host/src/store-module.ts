import { Database } from '@app/persistence';
import { type DynamicModule, Inject, Module, type OnModuleDestroy } from '@nestjs/common';

/** The store's connections. Nest ends the modules that import this one first, so all that writes has ended before them. */
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
