import { choice, integer, url } from '../kind.ts';
import { defaulted, required } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

/** The connection to the store. */
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
      description: 'The most connections that this process opens.',
    }),
    migration: defaulted({
      name: 'DATABASE_MIGRATION',
      kind: choice('allowed', 'forbidden'),
      default: 'allowed',
      description:
        'Whether the schema is migrated at the start; if not, the service waits until another process has migrated it.',
    }),
  },
});
