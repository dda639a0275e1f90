import { preload } from '../candidates/preload.ts';
import { daysAfter, monthOf, monthStart, today } from '../load/days.ts';
import { type LoadPlan, MAIN_LOAD, PLAIN } from '../load/load-plan.ts';
import type { Store } from '../services/store.ts';
import { bySize, type World } from '../services/world.ts';
import { type Book, take } from './book.ts';
import { type Column, COLUMNS, multiplying } from './multiplied.sql.ts';

/** Months with snapshots, the open one included. */
const monthsIn = (world: World): number => bySize(world, { quick: 15, usual: 60 });

const AMENDED_PERMILLE = 100;

/** More contracts than this are copies of the replayed ones. */
const REPLAYED = 50_000;

const planOf = (contracts: number, months: number): LoadPlan => ({
  ...{ ...MAIN_LOAD, ...PLAIN, contracts, events: contracts },
  ...{ createdFrom: monthStart(1 - months), createdBefore: monthStart(0) },
  ...{ firstDay: monthStart(1 - months), lastDay: monthStart(0) },
});

/** Amendments of a part of the contracts, over all months. */
const amendedPlan = (plan: LoadPlan): LoadPlan => {
  const contracts = Math.ceil((plan.contracts * AMENDED_PERMILLE) / 1_000);
  const stride = Math.floor(plan.contracts / contracts);
  return { ...plan, contracts, stride, events: contracts, areKnown: true, lastDay: daysAfter(today(), 1), seed: 2 };
};

const multiply = async (store: Store, copies: number): Promise<void> => {
  if (copies === 0) return;
  const columns = await store.query<Column>(COLUMNS);
  for (const statement of multiplying(columns, copies)) await store.query(statement);
  // It ranks the contracts of the book before; the next take ranks all.
  await store.query('DELETE FROM ranking');
};

/**
 * A book with five years of months, whose snapshots are taken up to today. Its snapshots are those of the contracts that
 * were replayed, because sixty takes of a million contracts take most of an hour; their number and size are the same. It
 * is kept if the bench keeps its databases.
 */
export const apiBook = async (world: World, contracts: number): Promise<Book> => {
  const months = monthsIn(world);
  const plan = planOf(Math.min(contracts, REPLAYED), months);
  const name = `api_${contracts}_${monthOf(today()).replace('-', '_')}`;
  const store = await world.postgres.kept(name, async (empty) => {
    await preload(world, empty, plan);
    await preload(world, empty, amendedPlan(plan));
    world.say(`taking the snapshots of ${months} months`);
    await take(world, empty, today());
    world.say(`copying up to ${contracts.toLocaleString('en-US')} contracts`);
    await multiply(empty, Math.round(contracts / plan.contracts) - 1);
    await empty.query('VACUUM (ANALYZE)');
  });
  return { plan, store };
};
