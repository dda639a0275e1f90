import { type Database, missingMigrations } from '@app/persistence';
import { Command } from 'commander';
import { databaseOption, withGivenDatabase } from '../given-database.ts';

/** Several may run at once: one migrates, the others wait and find it done. Says what was done. */
export const migrate = async (database: Database): Promise<string> => {
  const missing = await missingMigrations(database);
  await database.migrate();
  return missing.length === 0 ? 'the schema is up to date' : `applied: ${missing.join(', ')}`;
};

export const migrateCommand = (): Command =>
  new Command('migrate')
    .description('bring the schema of a store up to date')
    .addOption(databaseOption())
    .action(async ({ databaseUrl }: Readonly<{ databaseUrl: string }>) => {
      process.stderr.write(`${await withGivenDatabase(databaseUrl, migrate)}\n`);
    });
