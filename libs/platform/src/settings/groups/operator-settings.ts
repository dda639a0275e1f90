import { url } from '../kind.ts';
import { optional } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

/** The connection by which the API does operations. Its login needs no more than the role `acv_operator`. */
export const operatorSettings = settingsGroup({
  title: 'Database of operators',
  settings: {
    url: optional({
      name: 'OPERATOR_DATABASE_URL',
      kind: url('postgres', 'postgresql'),
      isSecret: true,
      description:
        'The same Postgres database, by a login with the role acv_operator, for the operations of the API; without it the API only reads.',
    }),
  },
});
