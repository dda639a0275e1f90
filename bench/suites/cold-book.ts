import { join } from 'node:path';
import { runAcv } from '../candidates/acv.ts';
import { daysAfter, monthStart } from '../load/days.ts';
import { type LoadPlan, MAIN_LOAD, PLAIN } from '../load/load-plan.ts';
import { writeLoad } from '../load/write-file.ts';
import type { Store } from '../services/store.ts';
import { bySize, type World } from '../services/world.ts';
import { comparedDays } from './book.ts';

/** Months that are taken with the first load. The open month is not. */
export const monthsOf = (world: World): number => bySize(world, { quick: 13, usual: 60 });

/** Contracts that are amended once, per thousand. */
const AMENDED_PERMILLE = 100;

const planOf = (contracts: number, months: number): LoadPlan => ({
  ...{ ...MAIN_LOAD, ...PLAIN, contracts, events: contracts },
  ...{ createdFrom: monthStart(-months), createdBefore: monthStart(0) },
  ...{ firstDay: monthStart(-months), lastDay: monthStart(0) },
});

/** Amendments of a part of the contracts, over all months and the first days of the open one. */
const amendedPlan = (plan: LoadPlan): LoadPlan => {
  const events = Math.ceil((plan.contracts * AMENDED_PERMILLE) / 1_000);
  const stride = Math.floor(plan.contracts / events);
  return {
    ...plan,
    contracts: events,
    stride,
    events,
    areKnown: true,
    lastDay: daysAfter(comparedDays().now, 1),
    seed: 2,
  };
};

/** The files of a book with years of months. */
export const writeBook = async (world: World, contracts: number): Promise<readonly string[]> => {
  const created = planOf(contracts, monthsOf(world));
  const plans = { created, amended: amendedPlan(created) };
  const files: string[] = [];
  for (const [name, plan] of Object.entries(plans)) {
    const file = join(world.folder, `cold-${name}.jsonl`);
    await writeLoad(plan, file);
    files.push(file);
  }
  return files;
};

/** Loads a book into an empty store and takes its months up to the end of the last one. */
export const firstLoad = (world: World, store: Store, files: readonly string[]): Promise<void> => {
  const terms = ['--policy', world.policyFile, '--fx', world.ratesFile, '--as-of', comparedDays().prior];
  return runAcv(['replay', '--input', ...files, ...terms, '--database-url', store.url]);
};
