import {
  createLogger,
  createMetrics,
  type LoadedSettings,
  loadSettings,
  type Settings,
  type SettingsGroups,
  settingsHelp,
  SystemClock,
  type Watched,
  watchSettings,
} from '@app/platform';
import { Conditions } from './conditions.ts';
import type { Running, ServiceContext } from './service-context.ts';
import { UsageError } from './usage-error.ts';
import { startWatch } from './watch-app.ts';

type WatchSettings = Settings<{ watch: typeof watchSettings }>['watch'];

export type Service<G extends SettingsGroups> = Readonly<{
  name: string;
  groups: G;
  /** Resolves once it works. Throws `UsageError`, or the signal's reason when it is to end before that. */
  start: (settings: Settings<G>, context: ServiceContext) => Promise<Running>;
}>;

export type Surroundings = Readonly<{
  args: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  print: (text: string) => void;
  /** Given by SIGTERM and SIGINT. */
  stop: AbortSignal;
}>;

const EXIT = { done: 0, failed: 1, unusable: 2 } as const;

const given = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** The context of a run, and why it was halted where it was. */
const contextOf = (name: string, level: string, secrets: readonly string[], stop: AbortSignal) => {
  const halting = new AbortController();
  const context: ServiceContext = {
    logger: createLogger({ name, level, secrets }),
    metrics: createMetrics(),
    conditions: new Conditions(),
    clock: new SystemClock(),
    ending: AbortSignal.any([stop, halting.signal]),
    halt: (error) => {
      if (halting.signal.aborted) return;
      context.logger.fatal({ err: error }, `halts: ${error instanceof Error ? error.message : String(error)}`);
      halting.abort(error);
    },
  };
  return { context, isHalted: () => halting.signal.aborted };
};

const faultsOf = (loaded: LoadedSettings<SettingsGroups>): readonly string[] => (loaded.isValid ? [] : loaded.faults);

/** Starts, works until the signal, ends. */
const runWatched = async (
  start: () => Promise<Running>,
  { host, port }: WatchSettings,
  { logger, metrics, conditions, ending }: ServiceContext,
): Promise<void> => {
  const watched: Watched = {
    registry: metrics.registry,
    // Which checks there are changes while the service starts.
    get checks() {
      return conditions.checks;
    },
  };
  const watch = await startWatch(watched, logger, { host, port });
  try {
    const running = await start();
    logger.info('at work');
    await given(ending);
    logger.info('ending');
    await running.close();
    logger.info('ended');
  } finally {
    await watch.close();
  }
};

/** Runs a service until it is told to stop. Gives the exit code: 0 when stopped, 1 when it failed, 2 when it can't start. */
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
