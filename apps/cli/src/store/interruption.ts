import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A signal ended the command. Everything that it had started is stopped. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly exitCode: number;

  constructor(signal: (typeof SIGNALS)[number]) {
    super('interrupted');
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Runs `work`, which gets a promise that rejects with an `InterruptedError` once a signal arrives. It ends in good
 * order what it has started; the process stays for that. A second signal ends the process at once.
 */
export const interruptibly = async <T>(work: (interrupted: Promise<never>) => Promise<T>): Promise<T> => {
  const interrupted = Promise.withResolvers<never>();
  interrupted.promise.catch(() => undefined);
  let cause: InterruptedError | null = null;
  const onSignal = (signal: (typeof SIGNALS)[number]): void => {
    cause = new InterruptedError(signal);
    interrupted.reject(cause);
  };
  for (const signal of SIGNALS) process.once(signal, onSignal);
  try {
    return await work(interrupted.promise);
  } catch (error) {
    // Ctrl-C reaches the server too, and its clients may notice before we do.
    await new Promise((resolve) => setImmediate(resolve));
    throw cause ?? error;
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
  }
};

/** Runs what only a signal ends, so that the signal is no failure of it. */
export const untilInterrupted = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
  }
};
