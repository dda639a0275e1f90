import { integer, text } from '../kind.ts';
import { defaulted } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

/** The health and metrics of a service. Each service has a default port of its own, so all start on one machine. */
export const watchSettings = (defaultPort: number) =>
  settingsGroup({
    title: 'Watching',
    settings: {
      host: defaulted({
        name: 'HTTP_HOST',
        kind: text(),
        default: '127.0.0.1',
        description: 'The address that serves health and metrics; the image sets 0.0.0.0.',
      }),
      port: defaulted({
        name: 'HTTP_PORT',
        kind: integer({ min: 0, max: 65_535 }),
        default: String(defaultPort),
        description: 'The port that serves health and metrics; 0 chooses a free one.',
      }),
    },
  });
