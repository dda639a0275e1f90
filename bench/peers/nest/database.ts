import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ContractAmount, SeenEvent } from './entities.ts';

/** As the recipe "SQL (TypeORM)" of the Nest documentation provides it. */
export const databaseProvider: Provider = {
  provide: DataSource,
  useFactory: () =>
    new DataSource({
      type: 'postgres',
      url: process.env['DATABASE_URL'] ?? '',
      entities: [SeenEvent, ContractAmount],
      synchronize: true,
    }).initialize(),
};
