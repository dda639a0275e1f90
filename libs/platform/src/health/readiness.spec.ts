import { describe, expect, it } from '@jest/globals';
import { type ReadinessCheck, readiness } from './readiness.ts';

const up: ReadinessCheck = { name: 'database', run: () => Promise.resolve() };

describe('readiness', () => {
  it('is there when every check is, and when there is none', async () => {
    await expect(readiness([up])).resolves.toMatchObject({ status: 'ready', checks: { database: { status: 'up' } } });
    await expect(readiness([])).resolves.toEqual({ status: 'ready', checks: {} });
  });

  it('is gone with one check, and says which and why, without passwords', async () => {
    const down: ReadinessCheck = {
      name: 'kafka',
      run: () => Promise.reject(new Error('no way to kafka://u:password@k:1')),
    };
    await expect(readiness([up, down])).resolves.toMatchObject({
      status: 'not_ready',
      checks: { database: { status: 'up' }, kafka: { status: 'down', reason: 'no way to kafka://u:[hidden]@k:1' } },
    });
  });

  it('takes a check that throws before it promises anything for one that is down', async () => {
    const broken: ReadinessCheck = {
      name: 'kafka',
      run: () => {
        throw new Error('not connected');
      },
    };
    await expect(readiness([broken])).resolves.toMatchObject({ checks: { kafka: { reason: 'not connected' } } });
  });

  it('waits for nobody longer than agreed, and tells him', async () => {
    let wasTold = false;
    const hanging: ReadinessCheck = {
      name: 'database',
      timeoutMs: 20,
      run: (signal) => {
        signal.addEventListener('abort', () => (wasTold = true));
        return new Promise(() => undefined);
      },
    };
    await expect(readiness([hanging])).resolves.toMatchObject({
      status: 'not_ready',
      checks: { database: { status: 'down', reason: 'no answer within 20 ms' } },
    });
    expect(wasTold).toBe(true);
  });
});
