import { choice, integer, url } from '../kind.ts';
import { defaulted, required } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

/** The store. */
export const databaseSettings = settingsGroup({
  title: 'Database',
  settings: {
    url: required({
      name: 'DATABASE_URL',
      kind: url('postgres', 'postgresql'),
      isSecret: true,
      description: 'The Postgres database that holds the store.',
    }),
    poolSize: defaulted({
      name: 'DATABASE_POOL_SIZE',
      kind: integer({ min: 2, max: 200 }),
      default: '10',
      description: 'How many connections this process opens at most.',
    }),
    migration: defaulted({
      name: 'DATABASE_MIGRATION',
      kind: choice('allowed', 'forbidden'),
      default: 'allowed',
      description: 'Whether the schema is brought up to date at the start; if not, somebody else is waited for.',
    }),
  },
});
