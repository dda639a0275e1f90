import { integer, url } from '../kind.ts';
import { defaulted, required } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

/** The connection of a service that only reads the store. Its login needs no more than the role `acv_reader`. */
export const readerSettings = settingsGroup({
  title: 'Database of readers',
  settings: {
    url: required({
      name: 'DATABASE_URL',
      kind: url('postgres', 'postgresql'),
      isSecret: true,
      description: 'The Postgres database that holds the store; a login with the role acv_reader is enough.',
    }),
    poolSize: defaulted({
      name: 'DATABASE_POOL_SIZE',
      kind: integer({ min: 2, max: 200 }),
      default: '10',
      description: 'The most connections that this process opens.',
    }),
  },
});
