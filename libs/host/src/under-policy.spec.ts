import { DEFAULT_POLICY } from '@app/domain';
import { OtherPolicyError } from '@app/persistence';
import type { PolicyAtHand } from '@app/processing';
import { describe, expect, it } from '@jest/globals';
import { UnderPolicy } from './under-policy.ts';

const under = (policyId: string): PolicyAtHand => ({ policy: DEFAULT_POLICY, policyId });

/** A store that is valued by `stored`, whatever policy the use cases were built for. */
const store = (stored: () => string) => {
  let reopened = 0;
  const at = new UnderPolicy(
    under('first'),
    () => {
      reopened += 1;
      return Promise.resolve(under(stored()));
    },
    ({ policyId }) => policyId,
  );
  const work = (policyId: string): Promise<string> =>
    policyId === stored()
      ? Promise.resolve(`done by ${policyId}`)
      : Promise.reject(new OtherPolicyError(stored(), policyId));
  return { run: () => at.run(work), reopened: () => reopened };
};

describe('UnderPolicy', () => {
  it('repeats work that a restatement interrupted, under the new policy', async () => {
    let stored = 'first';
    const { run, reopened } = store(() => stored);
    expect(await run()).toBe('done by first');
    stored = 'second';
    expect(await Promise.all([run(), run()])).toEqual(['done by second', 'done by second']);
    expect(await run()).toBe('done by second');
    expect(reopened()).toBeLessThanOrEqual(2);
  });

  it('passes other failures on', async () => {
    const at = new UnderPolicy(
      under('first'),
      () => Promise.reject(new Error('not asked')),
      () => null,
    );
    await expect(at.run(() => Promise.reject(new Error('deadlock')))).rejects.toThrow('deadlock');
  });
});
