import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type ReadinessCheck, readiness } from './readiness.ts';

const up: ReadinessCheck = { name: 'database', run: () => Promise.resolve() };

describe('readiness', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is ready if every check is up, and if there is none', async () => {
    await expect(readiness([up])).resolves.toMatchObject({ status: 'ready', checks: { database: { status: 'up' } } });
    await expect(readiness([])).resolves.toEqual({ status: 'ready', checks: {} });
  });

  it('is not ready if one check is down, and reports which and why, without passwords', async () => {
    const down: ReadinessCheck = {
      name: 'kafka',
      run: () => Promise.reject(new Error('no way to kafka://u:password@k:1')),
    };
    await expect(readiness([up, down])).resolves.toMatchObject({
      status: 'not_ready',
      checks: { database: { status: 'up' }, kafka: { status: 'down', reason: 'no way to kafka://u:[hidden]@k:1' } },
    });
  });

  it('counts a check that throws synchronously as down', async () => {
    const broken: ReadinessCheck = {
      name: 'kafka',
      run: () => {
        throw new Error('not connected');
      },
    };
    await expect(readiness([broken])).resolves.toMatchObject({ checks: { kafka: { reason: 'not connected' } } });
  });

  it('fails a check that does not answer in time, and aborts it', async () => {
    jest.useFakeTimers();
    let isAborted = false;
    const hanging: ReadinessCheck = {
      name: 'database',
      timeoutMs: 20,
      run: (signal) => {
        signal.addEventListener('abort', () => (isAborted = true));
        return new Promise(() => undefined);
      },
    };
    const state = readiness([hanging]);
    await jest.advanceTimersByTimeAsync(20);
    await expect(state).resolves.toMatchObject({
      status: 'not_ready',
      checks: { database: { status: 'down', ms: 20, reason: 'no answer within 20 ms' } },
    });
    expect(isAborted).toBe(true);
  });
});
