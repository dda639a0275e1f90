import { choice, duration, integer, path, text } from '../kind.ts';
import { defaulted, optional } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';
import { requestLimits } from './request-limits.ts';

/** Where the API listens, who may use it, and what a request may cost. */
export const apiSettings = settingsGroup({
  title: 'API',
  settings: {
    host: defaulted({
      name: 'API_HOST',
      kind: text(),
      default: '127.0.0.1',
      description:
        'The address that the API listens on; any but a loopback address requires API_TOKENS_FILE or API_OPEN.',
    }),
    port: defaulted({
      name: 'API_PORT',
      kind: integer({ min: 0, max: 65_535 }),
      default: '8090',
      description: 'The port that the API listens on; 0 chooses a free one.',
    }),
    tokensFile: optional({
      name: 'API_TOKENS_FILE',
      kind: path(),
      description: 'The tokens: one a line, as name, scope (read or operate) and the SHA-256 of the token in hex.',
    }),
    open: optional({
      name: 'API_OPEN',
      kind: choice('read'),
      description: 'With read, everybody who reaches the API reads without a token.',
    }),
    statementTimeoutMs: defaulted({
      name: 'API_STATEMENT_TIMEOUT',
      kind: duration({ minMs: 100, maxMs: 600_000 }),
      default: '10s',
      description: 'The time after which a statement is given up, and the request is answered with 503.',
    }),
    ...requestLimits({
      prefix: 'API',
      requestsPerMinute: '1200',
      sender: 'each token, or each address without one,',
    }),
  },
});
