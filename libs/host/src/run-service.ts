import {
  createLogger,
  createMetrics,
  type LoadedSettings,
  loadSettings,
  messageOf,
  type Settings,
  type SettingsGroups,
  settingsHelp,
  SystemClock,
  type Watched,
  watchSettings,
  whenAborted,
} from '@app/platform';
import type { Running, ServiceContext } from './service-context.ts';
import { ServiceReadiness } from './service-readiness.ts';
import { UsageError } from './usage-error.ts';
import { startWatch } from './watch-app.ts';

type WatchSettings = Settings<{ watch: typeof watchSettings }>['watch'];

export type Service<G extends SettingsGroups> = Readonly<{
  name: string;
  groups: G;
  /** Resolves once the service works. Throws `UsageError`, or the signal's reason if it is aborted before. */
  start: (settings: Settings<G>, context: ServiceContext) => Promise<Running>;
}>;

export type Surroundings = Readonly<{
  args: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  print: (text: string) => void;
  /** Aborted by SIGTERM and SIGINT. */
  stop: AbortSignal;
}>;

const EXIT = { done: 0, failed: 1, unusable: 2 } as const;

/** The context of a run, and whether the run was halted. */
const contextOf = (name: string, level: string, secrets: readonly string[], stop: AbortSignal) => {
  const halting = new AbortController();
  const context: ServiceContext = {
    logger: createLogger({ name, level, secrets }),
    metrics: createMetrics(),
    readiness: new ServiceReadiness(),
    clock: new SystemClock(),
    ending: AbortSignal.any([stop, halting.signal]),
    halt: (error) => {
      if (halting.signal.aborted) return;
      context.logger.fatal({ err: error }, `halting: ${messageOf(error)}`);
      halting.abort(error);
    },
  };
  return { context, isHalted: () => halting.signal.aborted };
};

const faultsOf = (loaded: LoadedSettings<SettingsGroups>): readonly string[] => (loaded.isValid ? [] : loaded.faults);

/** Starts the service, waits for the signal, ends the service. Health and metrics are served all the time. */
const runWatched = async (
  start: () => Promise<Running>,
  { host, port }: WatchSettings,
  { logger, metrics, readiness, ending }: ServiceContext,
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
    logger.info('ended');
  } finally {
    await watch.close();
  }
};

/** Runs a service until it is stopped. Returns the exit code: 0 stopped, 1 failed, 2 not startable as configured. */
export const runService = async <G extends SettingsGroups>(
  { name, groups, start }: Service<G>,
  { args, environment, print, stop }: Surroundings,
): Promise<number> => {
  if (args.includes('--help')) {
    print(settingsHelp(name, groups));
    return EXIT.done;
  }
  const loaded = loadSettings(groups, environment);
  const watched = loadSettings({ watch: watchSettings }, environment);
  if (!loaded.isValid || !watched.isValid) {
    print(`${[...new Set([loaded, watched].flatMap(faultsOf))].join('\n')}\n`);
    return EXIT.unusable;
  }
  const { watch } = watched.settings;
  const { context, isHalted } = contextOf(name, watch.logLevel, loaded.secrets, stop);
  try {
    await runWatched(() => start(loaded.settings, context), watch, context);
  } catch (error) {
    if (error instanceof UsageError) {
      print(`${error.message}\n`);
      return EXIT.unusable;
    }
    if (!context.ending.aborted) context.halt(error);
  }
  return isHalted() ? EXIT.failed : EXIT.done;
};
