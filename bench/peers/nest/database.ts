import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ContractAmount, SeenEvent } from './entities.ts';

/** The provider of the recipe "SQL (TypeORM)" in the Nest documentation. */
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
