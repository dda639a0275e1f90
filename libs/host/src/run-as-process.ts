import { runService, type Service, type ServiceGroups } from './run-service.ts';

/** Supervisors wait at least 10 seconds before a kill. Work that is cut off here is repeated after a start. */
const ENDS_WITHIN_MS = 9_500;

/** Runs the service as this process, with its arguments, environment, signals and exit code. */
export const runAsProcess = async <G extends ServiceGroups>(service: Service<G>): Promise<never> => {
  const stop = new AbortController();
  const end = (): void => {
    stop.abort();
    setTimeout(() => process.exit(1), ENDS_WITHIN_MS).unref();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  const code = await runService(service, {
    args: process.argv.slice(2),
    environment: process.env,
    print: (text) => void process.stderr.write(text),
    stop: stop.signal,
    onStray: (decide) => {
      process.on('uncaughtException', decide);
      process.on('unhandledRejection', decide);
    },
  });
  process.exit(code);
};
