import { kafkaFailure } from '@app/messaging';
import { failureClass, NewerSchemaError } from '@app/persistence';
import { backoff, chainOf, type ErrorClass, type Failure, messageOf, networkFailure, withRetries } from '@app/platform';
import { CalculationDiffersError, PolicyDiffersError } from '@app/processing';
import type { ServiceContext } from './service-context.ts';
import { TokenUnavailableError } from './oauth-tokens.ts';
import { UsageError } from './usage-error.ts';

const STORE_SETTINGS = ['DATABASE_URL'] as const;

const storeFailure = (error: unknown): Failure | null => {
  const found = failureClass(error);
  return found === 'setting' ? { class: 'setting', settings: STORE_SETTINGS } : found && { class: found };
};

/** The driver of Kafka has errors of its own for its connections, so a bare error of a connection is of Postgres. */
const connectionFailure = (error: unknown): Failure | null =>
  chainOf(error)
    .map((of) => networkFailure(of, STORE_SETTINGS))
    .find((of) => of !== null) ?? null;

const tokenFailure = (error: unknown): Failure | null =>
  chainOf(error).some((of) => of instanceof TokenUnavailableError) ? { class: 'retry' } : null;

const failureOf = (error: unknown): Failure | null =>
  tokenFailure(error) ?? kafkaFailure(error) ?? storeFailure(error) ?? connectionFailure(error);

/** The program and the store do not fit together. The message says which of the two has to be changed. */
const isMisfit = (error: Error): boolean =>
  error instanceof UsageError ||
  error instanceof PolicyDiffersError ||
  error instanceof CalculationDiffersError ||
  error instanceof NewerSchemaError;

/** Looked for in the causes too: the driver of Kafka wraps what the source of its tokens throws. */
const misfitIn = (error: unknown): Error | null => chainOf(error).find(isMisfit) ?? null;

/**
 * The one decision about errors. External failures, those of Kafka and Postgres, are retried, unless only a change of
 * settings can mend them. Any other error is a bug. Both end the process, and the progress stays where it was.
 */
export const errorClass = (error: unknown): ErrorClass =>
  misfitIn(error) === null ? (failureOf(error)?.class ?? 'bug') : 'setting';

/** One line that says what to change, if the error is of class `setting`. Null: another class. */
export const settingFault = (error: unknown): string | null => {
  const misfit = misfitIn(error);
  if (misfit !== null) return misfit.message;
  const failure = failureOf(error);
  return failure?.class === 'setting' ? `${failure.settings.join(', ')}: ${messageOf(error)}` : null;
};

type Surroundings = Pick<ServiceContext, 'readiness' | 'logger' | 'metrics'> &
  Readonly<{
    signal: AbortSignal;
    /** The longest wait between attempts, in milliseconds. Default 10,000. */
    maxWaitMs?: number;
  }>;

/**
 * Repeats the work while external failures stop it. The service is unready under `name` in the meantime, whatever other
 * work under that name does.
 */
export const retryExternalFailures = async <T>(
  name: string,
  { readiness, logger, metrics, signal, maxWaitMs = 10_000 }: Surroundings,
  work: () => Promise<T>,
): Promise<T> => {
  // The work itself tells its reason from that of other work: the same function may run several times at once.
  const attempts = () => work();
  const done = await withRetries(attempts, {
    classify: errorClass,
    signal,
    waitMs: backoff({ firstMs: 100, maxMs: maxWaitMs }),
    onRetry: ({ error, attempt, delayMs }) => {
      metrics.retries.inc({ work: name });
      readiness.down(name, messageOf(error), attempts);
      logger.warn({ err: error, attempt, delayMs }, `${name}: ${messageOf(error)}`);
    },
  });
  readiness.up(name, attempts);
  return done;
};
