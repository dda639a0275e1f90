import { describe, expect, it } from '@jest/globals';
import { createLogger } from './create-logger.ts';
import { NestLogger } from './nest-logger.ts';

const setUp = (secrets: readonly string[] = []) => {
  const lines: string[] = [];
  const output = { write: (line: string): void => void lines.push(line) };
  const logger = createLogger({ name: 'processor', level: 'debug', secrets, output });
  const written = (): unknown[] => lines.map((line): unknown => JSON.parse(line));
  return { lines, logger, written };
};

describe('createLogger', () => {
  it('writes one JSON object a line, with the level as a word and the time as text', () => {
    const { logger, written } = setUp();
    logger.info({ topic: 'billing' }, 'batch done');
    expect(written()).toEqual([
      expect.objectContaining({ level: 'info', name: 'processor', topic: 'billing', msg: 'batch done' }),
    ]);
    expect(written()).toEqual([expect.objectContaining({ time: expect.stringMatching(/^\d{4}-.*Z$/) })]);
  });

  it('hides the password of any URL, in messages, fields and errors', () => {
    const { lines, logger } = setUp();
    const url = 'postgres://acv:p:w@x@db:5432/acv';
    logger.info(`connecting to ${url}`);
    logger.error({ err: new Error(`no answer from ${url}`), url }, 'lost');
    expect(lines.join('')).not.toContain('p:w');
    expect(lines.join('')).toContain('postgres://acv:[hidden]@db:5432/acv');
  });

  it('hides secrets anywhere in a line, also escaped by JSON', () => {
    const secret = 'quo"te\\and more';
    const { lines, logger } = setUp([secret]);
    logger.warn({ sasl: { username: 'u', password: 'short' }, said: `login with ${secret} failed` }, secret);
    expect(lines.join('')).not.toMatch(/and more|short/);
    expect(JSON.parse(lines.join(''))).toMatchObject({ sasl: { username: 'u', password: '[hidden]' } });
  });

  it('does not hide words that merely hold a short secret', () => {
    const { lines, logger } = setUp(['acv']);
    logger.info('acv_events_total');
    expect(lines.join('')).toContain('acv_events_total');
  });

  it('names customers and contracts only below info', () => {
    const { logger, written } = setUp();
    const fields = { contractId: 'sub_1', batch: { records: ['x'], count: 1 } };
    logger.debug(fields, 'folded');
    logger.info(fields, 'folded');
    logger.error(fields, 'failed');
    expect(written()[0]).toMatchObject(fields);
    for (const line of written().slice(1)) {
      expect(line).toMatchObject({ batch: { count: 1 } });
      expect(JSON.stringify(line)).not.toMatch(/sub_1|records/);
    }
  });

  it('keeps the cause of an error', () => {
    const { lines, logger } = setUp();
    logger.error(new Error('could not commit', { cause: new Error('connection reset') }));
    expect(lines.join('')).toContain('connection reset');
  });
});

describe('NestLogger', () => {
  it('writes the messages of Nest with their context', () => {
    const { logger, written } = setUp();
    const nest = new NestLogger(logger);
    nest.log('started', 'NestApplication');
    nest.error('failed', 'Error: failed\n  at x', 'Router');
    nest.warn(new Error('odd'), 'Router');
    nest.debug({ routes: 3 });
    expect(written()).toMatchObject([
      { level: 'info', msg: 'started', context: 'NestApplication' },
      { level: 'error', msg: 'failed', context: 'Router', details: ['Error: failed\n  at x'] },
      { level: 'warn', msg: 'odd', context: 'Router', err: { message: 'odd' } },
      { level: 'debug', said: { routes: 3 } },
    ]);
  });
});
