import {
  createLogger,
  type LoadedSettings,
  loadSettings,
  type logSettings,
  messageOf,
  redaction,
  type Settings,
  type SettingsGroups,
  settingsHelp,
  startTracing,
  SystemClock,
  type traceSettings,
  type Tracing,
  type watchSettings,
  whenAborted,
} from '@app/platform';
import { createMetrics, type Watched } from '@app/platform/service';
import { settingFault } from './external-failures.ts';
import { misspeltSettings } from './misspelt-settings.ts';
import type { Running, ServiceContext } from './service-context.ts';
import { ServiceReadiness } from './service-readiness.ts';
import { strayErrors } from './stray-errors.ts';
import { startWatch } from './watch-app.ts';

type WatchGroup = ReturnType<typeof watchSettings>;

type WatchSettings = Settings<{ watch: WatchGroup }>['watch'];

/** Every service has a log, and serves its health and metrics. Some make traces. */
export type ServiceGroups = SettingsGroups &
  Readonly<{ log: typeof logSettings; watch: WatchGroup; trace?: typeof traceSettings }>;

export type Service<G extends ServiceGroups> = Readonly<{
  name: string;
  groups: G;
  /** Resolves once the service works. Rejects with the signal's reason if it is aborted before. */
  start: (settings: Settings<G>, context: ServiceContext) => Promise<Running>;
}>;

export type Surroundings = Readonly<{
  args: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  print: (text: string) => void;
  /** Aborted by SIGTERM and SIGINT. */
  stop: AbortSignal;
  /** Called once with a decision about every error that nobody awaits. */
  onStray: (decide: (error: unknown) => void) => void;
}>;

const EXIT = { done: 0, failed: 1, unusable: 2 } as const;

type Logging = Readonly<{ name: string; level: string; secrets: readonly string[]; tracing: Tracing }>;

/** The context of a run, and the exit code once it has ended. */
const contextOf = (logging: Logging, { print, stop }: Pick<Surroundings, 'print' | 'stop'>) => {
  let code: number = EXIT.done;
  const halting = new AbortController();
  const context: ServiceContext = {
    logger: createLogger({ ...logging, fields: logging.tracing.logFields }),
    tracing: logging.tracing,
    metrics: createMetrics(),
    readiness: new ServiceReadiness(),
    clock: new SystemClock(),
    ending: AbortSignal.any([stop, halting.signal]),
    halt: (error) => {
      if (halting.signal.aborted) return;
      const fault = settingFault(error);
      if (fault === null) context.logger.fatal({ err: error }, `halting: ${messageOf(error)}`);
      else print(`${redaction(logging.secrets)(fault)}\n`);
      code = fault === null ? EXIT.failed : EXIT.unusable;
      halting.abort(error);
    },
  };
  return { context, exitCode: () => code };
};

/** Traces go where the settings say, if the service makes any. */
const tracingOf = (
  name: string,
  trace: Settings<{ trace: typeof traceSettings }>['trace'] | undefined,
  print: (text: string) => void,
): Promise<Tracing> =>
  startTracing({
    endpoint: trace?.endpoint ?? null,
    headers: trace?.headers ?? null,
    service: `acv-${name}`,
    onFault: (message) => print(`${message}\n`),
  });

const faultsOf = (loaded: LoadedSettings<SettingsGroups>): readonly string[] => (loaded.isValid ? [] : loaded.faults);

/** Starts the service, waits for the signal, ends the service. Health and metrics are served all the time. */
const runWatched = async (
  start: () => Promise<Running>,
  { host, port }: WatchSettings,
  { logger, metrics, readiness, tracing, ending }: ServiceContext,
): Promise<void> => {
  const watched: Watched = {
    registry: metrics.registry,
    // Getters, because checks and notes are added while the service runs.
    get checks() {
      return readiness.checks;
    },
    get notes() {
      return readiness.notes;
    },
  };
  const watch = await startWatch(watched, logger, { host, port });
  try {
    const running = await start();
    logger.info('working');
    await whenAborted(ending);
    logger.info('ending');
    await running.close();
    await tracing.close();
    logger.info('ended');
  } finally {
    await watch.close();
  }
};

/** Runs a service until it is stopped. Returns the exit code: 0 stopped, 1 failed, 2 not startable as configured. */
export const runService = async <G extends ServiceGroups>(
  { name, groups, start }: Service<G>,
  { args, environment, print, stop, onStray }: Surroundings,
): Promise<number> => {
  if (args.includes('--help')) {
    print(settingsHelp(name, groups));
    return EXIT.done;
  }
  for (const line of misspeltSettings(groups, environment)) print(`${line}\n`);
  const loaded = loadSettings(groups, environment);
  const watched = loadSettings({ log: groups.log, watch: groups.watch }, environment);
  const traced = groups.trace === undefined ? null : loadSettings({ trace: groups.trace }, environment);
  if (!loaded.isValid || !watched.isValid) {
    print(`${[...new Set([loaded, watched].flatMap(faultsOf))].join('\n')}\n`);
    return EXIT.unusable;
  }
  const { log, watch } = watched.settings;
  const tracing = await tracingOf(name, traced?.isValid === true ? traced.settings.trace : undefined, print);
  const logging = { name, level: log.level, secrets: loaded.secrets, tracing };
  const { context, exitCode } = contextOf(logging, { print, stop });
  onStray(strayErrors(context));
  try {
    await runWatched(() => start(loaded.settings, context), watch, context);
  } catch (error) {
    if (!context.ending.aborted) context.halt(error);
  }
  return exitCode();
};
