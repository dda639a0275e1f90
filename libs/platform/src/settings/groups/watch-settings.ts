import { choice, integer, text } from '../kind.ts';
import { defaulted } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

/** The log, health and metrics of a running process. */
export const watchSettings = settingsGroup({
  title: 'Watching',
  settings: {
    logLevel: defaulted({
      name: 'LOG_LEVEL',
      kind: choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
      default: 'info',
      description: 'The lowest level that is logged; customers and contracts are named only below info.',
    }),
    host: defaulted({
      name: 'HTTP_HOST',
      kind: text(),
      default: '127.0.0.1',
      description: 'The address that serves health and metrics; the image sets 0.0.0.0.',
    }),
    port: defaulted({
      name: 'HTTP_PORT',
      kind: integer({ min: 0, max: 65_535 }),
      default: '8080',
      description: 'The port that serves health and metrics; 0 chooses a free one.',
    }),
  },
});
