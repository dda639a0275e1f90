import { choice } from '../kind.ts';
import { defaulted } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

/** The log of a running process. */
export const logSettings = settingsGroup({
  title: 'Log',
  settings: {
    level: defaulted({
      name: 'LOG_LEVEL',
      kind: choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
      default: 'info',
      description: 'The lowest level that is logged; customers and contracts are named only below info.',
    }),
  },
});
