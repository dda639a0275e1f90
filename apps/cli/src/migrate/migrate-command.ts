import { type Database, missingMigrations, viewsThatCannotBeMade } from '@app/persistence';
import { Command } from 'commander';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { moveWithProgress } from '../store/move-with-progress.ts';
import { withStore } from '../store/with-store.ts';

/**
 * Brings the schema up to date, then moves the rows of a former release into their new form, with progress on standard error.
 * Several may run at once: one migrates, the others wait and find it done. Returns a line that says what was applied,
 * and lines that say what was moved and what the login lacks.
 */
export const migrate = async (database: Database): Promise<string> => {
  const missing = await missingMigrations(database);
  const granted = await database.migrate();
  const lacked = await viewsThatCannotBeMade(database);
  const moved = await moveWithProgress(database);
  return [outcome(missing, granted), ...moved, ...(lacked === null ? [] : [lacked])].join('\n');
};

const outcome = (missing: readonly string[], granted: number): string => {
  if (missing.length > 0) return `applied: ${missing.join(', ')}`;
  return granted === 0
    ? 'the schema is up to date'
    : `the schema is up to date; acv_writer and acv_reader lacked privileges, ${granted} were granted again`;
};

export const migrateCommand = (): Command =>
  new Command('migrate')
    .description('bring schema, roles, privileges and stored events of a store up to date')
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async (options: StoreOptions) => {
      process.stderr.write(`${await withStore(options, migrate)}\n`);
    });
