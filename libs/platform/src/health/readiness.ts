import { messageOf } from '../errors/thrown.ts';
import { redaction } from '../logging/redaction.ts';
import { settlesWithin } from '../waiting/settles-within.ts';

/**
 * Something that the process cannot work without. `run` resolves if it is available and rejects with the reason if not.
 */
export type ReadinessCheck = Readonly<{
  name: string;
  /** A check that takes longer has failed. Default 2,000. */
  timeoutMs?: number;
  run: (signal: AbortSignal) => Promise<void>;
}>;

export type CheckState =
  Readonly<{ status: 'up'; ms: number }> | Readonly<{ status: 'down'; ms: number; reason: string }>;

export type Readiness = Readonly<{
  status: 'ready' | 'not_ready';
  checks: Readonly<Record<string, CheckState>>;
}>;

/** With notes: what people should know of a service that is ready all the same. */
export type WatchedReadiness = Readiness & Readonly<{ notes: Readonly<Record<string, string>> }>;

const DEFAULT_TIMEOUT_MS = 2000;

const redacted = redaction();

/** Runs the check against its timeout. A check that ignores the signal ends in time too. */
const settle = async ({ run, timeoutMs = DEFAULT_TIMEOUT_MS }: ReadinessCheck): Promise<void> => {
  const controller = new AbortController();
  try {
    const isInTime = await settlesWithin(timeoutMs, run(controller.signal));
    if (!isInTime) throw new Error(`no answer within ${timeoutMs} ms`);
  } finally {
    // Aborts a check that has not answered, because nobody waits for it any more.
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
    return { status: 'down', ms: ms(), reason: redacted(messageOf(error)) };
  }
};

/** Runs all checks at once. The process is ready if every check is up. */
export const readiness = async (checks: readonly ReadinessCheck[]): Promise<Readiness> => {
  const states = await Promise.all(checks.map(async (check) => [check.name, await stateOf(check)] as const));
  const isReady = states.every(([, { status }]) => status === 'up');
  return { status: isReady ? 'ready' : 'not_ready', checks: Object.fromEntries(states) };
};
