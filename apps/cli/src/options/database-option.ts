import { Option } from 'commander';

export type DatabaseOptions = Readonly<{ databaseUrl: string }>;

/** The store of a command, required: given as an option or in the variable that the services read. */
export const databaseOption = (): Option =>
  new Option('--database-url <url>', 'the Postgres that holds the books').env('DATABASE_URL').makeOptionMandatory();
