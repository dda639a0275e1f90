import { setTimeout } from 'node:timers/promises';
import { UsageError } from '@app/host';
import { Command } from 'commander';
import { placesFrom, digitsOption, type DigitsOptions } from '../options/digits-option.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { databaseOption, storeNamed, type StoreOptions } from '../options/store-options.ts';
import { interruptibly, InterruptedError } from '../store/interruption.ts';
import { withUpToDateStore } from '../store/existing-store.ts';
import { placeOf } from '../store/with-database.ts';
import { screenOn } from './screen.ts';
import { watchStatus } from './watch-status.ts';

type Options = DigitsOptions & JsonOptions & StoreOptions & Readonly<{ every: string }>;

const SECONDS = /^[1-9]\d{0,4}$/;

const secondsFrom = (given: string): number => {
  if (!SECONDS.test(given)) throw new UsageError(`--every: ${given} is not a whole number of seconds from 1 to 99999`);
  return Number(given);
};

const watch = async (options: Options, interrupted: Promise<never>): Promise<never> => {
  const everySeconds = secondsFrom(options.every);
  const places = placesFrom(options);
  const store = storeNamed(options);
  const place = store.kind === 'server' ? placeOf(store.url) : store.folder;
  return withUpToDateStore(options, async (database) => {
    const screen = screenOn(process.stdout);
    const isTerminal = process.stdout.isTTY === true;
    // The pause keeps the process alive only until a signal comes.
    const pause = (): Promise<void> => Promise.race([interrupted, setTimeout(everySeconds * 1000)]);
    const now = (): Date => new Date();
    const watching = { place, screen, isTerminal, json: options.json === true, places, everySeconds, now, pause };
    try {
      return await Promise.race([interrupted, watchStatus(database, watching)]);
    } finally {
      screen.close();
    }
  });
};

export const watchCommand = (): Command =>
  new Command('watch')
    .description('show the status again and again, until Ctrl-C, and since when nothing new has come')
    .option('--every <seconds>', 'the time between two looks', '5')
    .addOption(digitsOption())
    .addOption(jsonOption())
    .addOption(databaseOption())
    .addHelpText('after', '\nBooks in a folder do not change while they are open, so acv status shows them.')
    .action(async (options: Options) => {
      try {
        await interruptibly((interrupted) => watch(options, interrupted));
      } catch (error) {
        // Ctrl-C is how it ends.
        if (!(error instanceof InterruptedError)) throw error;
      }
    });
