import { createLogger, readiness } from '@app/platform';
import { createMetrics } from '@app/platform/service';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { NewerSchemaError } from '@app/persistence';
import { errorClass, retryExternalFailures, settingFault } from './external-failures.ts';
import { ServiceReadiness } from './service-readiness.ts';
import { UsageError } from './usage-error.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const failed = (code: string): Error => Object.assign(new Error(`failed with ${code}`), { code });

const surroundings = (signal = new AbortController().signal) => ({
  readiness: new ServiceReadiness(),
  metrics: createMetrics({ withProcess: false }),
  logger,
  signal,
});

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('retryExternalFailures', () => {
  it('is unready while the work fails, and ready once it succeeds', async () => {
    const within = surroundings();
    const seen: unknown[] = [];
    let attempts = 0;
    const done = retryExternalFailures('takes', within, async () => {
      attempts += 1;
      if (attempts === 2) seen.push((await readiness(within.readiness.checks)).checks['takes']);
      if (attempts < 3) throw failed('40001');
      return 'done';
    });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await done).toBe('done');
    expect(seen).toEqual([expect.objectContaining({ status: 'down', reason: 'failed with 40001' })]);
    expect((await readiness(within.readiness.checks)).status).toBe('ready');
    expect(await within.metrics.registry.metrics()).toContain('acv_retries_total{work="takes"} 2');
  });

  it('stays unready while one of several works under a name fails, whatever the others do', async () => {
    const within = surroundings();
    const state = async () => (await readiness(within.readiness.checks)).checks['folding'];
    let isCut = true;
    const cut = retryExternalFailures('folding', within, () =>
      isCut ? Promise.reject(failed('08006')) : Promise.resolve(),
    );
    await jest.advanceTimersByTimeAsync(0);
    await retryExternalFailures('folding', within, () => Promise.resolve());
    expect(await state()).toMatchObject({ status: 'down', reason: 'failed with 08006' });
    isCut = false;
    await jest.advanceTimersByTimeAsync(1_000);
    await cut;
    expect(await state()).toMatchObject({ status: 'up' });
  });

  it('passes on at once an error that no wait can mend', async () => {
    for (const error of [failed('28P01'), new TypeError('a bug')]) {
      await expect(retryExternalFailures('takes', surroundings(), () => Promise.reject(error))).rejects.toBe(error);
    }
  });

  it('ends its wait when the signal is aborted', async () => {
    const ending = new AbortController();
    const waiting = retryExternalFailures('takes', surroundings(ending.signal), () => Promise.reject(failed('08006')));
    ending.abort(new Error('shutting down'));
    await expect(waiting).rejects.toThrow('shutting down');
  });
});

/** As Node reports a connection that fails at every address of a name. */
const refusedEverywhere = Object.assign(new AggregateError([failed('ECONNREFUSED')]), { code: 'ECONNREFUSED' });

describe('errorClass', () => {
  it.each([failed('08006'), failed('3D000'), failed('ECONNREFUSED'), refusedEverywhere, failed('CERT_HAS_EXPIRED')])(
    'retries an external failure: %s',
    (error) => {
      expect(errorClass(error)).toBe('retry');
      expect(settingFault(error)).toBe(null);
    },
  );

  it.each([
    [failed('28P01'), 'DATABASE_URL: failed with 28P01'],
    [failed('SELF_SIGNED_CERT_IN_CHAIN'), 'DATABASE_URL: failed with SELF_SIGNED_CERT_IN_CHAIN'],
    [
      Object.assign(new Error('unknown user'), { name: 'KafkaJSSASLAuthenticationError' }),
      'KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD: unknown user',
    ],
    [new UsageError('POLICY_FILE: a.json cannot be read'), 'POLICY_FILE: a.json cannot be read'],
    [new NewerSchemaError(['FromTheFuture']), expect.stringContaining('FromTheFuture')],
  ])('names the setting that can mend %s', (error, line) => {
    expect(errorClass(error)).toBe('setting');
    expect(settingFault(error)).toEqual(line);
  });

  it('takes everything else for a bug', () => {
    for (const bug of [new TypeError('undefined is no function'), new Error('a sum that cannot be'), 'text', null]) {
      expect(errorClass(bug)).toBe('bug');
      expect(settingFault(bug)).toBe(null);
    }
  });
});
