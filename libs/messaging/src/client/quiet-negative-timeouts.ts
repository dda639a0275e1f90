let isQuiet = false;

/** kafkajs computes a negative timeout once a connection and Node warns of it each time. That one warning is dropped. */
export function quietNegativeTimeouts(): void {
  if (isQuiet) return;
  isQuiet = true;
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = (...args: unknown[]): void => {
    if (!args.some(isNegativeTimeout)) Reflect.apply(emitWarning, process, args);
  };
}

const isNegativeTimeout = (argument: unknown): boolean =>
  argument === 'TimeoutNegativeWarning' ||
  (argument instanceof Error && argument.name === 'TimeoutNegativeWarning') ||
  (typeof argument === 'object' &&
    argument !== null &&
    'type' in argument &&
    argument.type === 'TimeoutNegativeWarning');
