import { setTimeout as wait } from 'node:timers/promises';
import { redaction } from '../logging/redaction.ts';

/** Something without which the process can't do its work: resolves when it is there, rejects with the reason if not. */
export type ReadinessCheck = Readonly<{
  name: string;
  /** A check that takes longer has failed. 2 seconds where it does not say. */
  timeoutMs?: number;
  run: (signal: AbortSignal) => Promise<void>;
}>;

export type CheckState =
  Readonly<{ status: 'up'; ms: number }> | Readonly<{ status: 'down'; ms: number; reason: string }>;

export type Readiness = Readonly<{
  status: 'ready' | 'not_ready';
  checks: Readonly<Record<string, CheckState>>;
}>;

const DEFAULT_TIMEOUT_MS = 2000;

const redacted = redaction();
const reasonOf = (error: unknown): string =>
  redacted(error instanceof Error ? error.message || error.name : String(error));

/** The check against its timeout: also one that ignores the signal ends in time. */
const settle = async ({ run, timeoutMs = DEFAULT_TIMEOUT_MS }: ReadinessCheck): Promise<void> => {
  const controller = new AbortController();
  const tooLong = wait(timeoutMs, undefined, { signal: controller.signal }).then(() => {
    throw new Error(`no answer within ${timeoutMs} ms`);
  });
  try {
    await Promise.race([run(controller.signal), tooLong]);
  } finally {
    // Ends the timer of a check that answered, and tells one that did not that nobody waits any more.
    tooLong.catch(() => undefined);
    controller.abort();
  }
};

const stateOf = async (check: ReadinessCheck): Promise<CheckState> => {
  const startedAt = performance.now();
  const ms = (): number => Math.round(performance.now() - startedAt);
  try {
    await settle(check);
    return { status: 'up', ms: ms() };
  } catch (error) {
    return { status: 'down', ms: ms(), reason: reasonOf(error) };
  }
};

/** All checks at once: ready when each of them is up. */
export const readiness = async (checks: readonly ReadinessCheck[]): Promise<Readiness> => {
  const states = await Promise.all(checks.map(async (check) => [check.name, await stateOf(check)] as const));
  const isReady = states.every(([, { status }]) => status === 'up');
  return { status: isReady ? 'ready' : 'not_ready', checks: Object.fromEntries(states) };
};
