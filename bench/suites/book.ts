import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runAcv } from '../candidates/acv.ts';
import { preload } from '../candidates/preload.ts';
import { daysAfter, monthStart, today } from '../load/days.ts';
import { type LoadPlan, MAIN_LOAD, PLAIN } from '../load/load-plan.ts';
import type { DurablePostgres } from '../services/postgres.ts';
import type { Store } from '../services/store.ts';
import { bySize, type World } from '../services/world.ts';

/** A store with contracts, whose snapshots are taken up to the end of last month: the open month is still to be taken. */
export type Book = Readonly<{ plan: LoadPlan; store: Store }>;

/** The days that a take of the open month compares: its second one, on which last month is not closed yet, and that month's last. */
export const comparedDays = (): Readonly<{ now: string; prior: string }> => {
  const second = daysAfter(monthStart(0), 1);
  return { now: second < today() ? second : today(), prior: daysAfter(monthStart(0), -1) };
};

/** Amendments in the open month: of so many in a thousand. */
const AMENDED_PERMILLE = 30;

const bookPlan = (world: World, contracts: number): LoadPlan => ({
  ...{ ...MAIN_LOAD, ...PLAIN, contracts, events: contracts },
  // A year and two months where the figures of a year ago are to have something to compare with.
  ...{ createdFrom: monthStart(bySize(world, { quick: -2, usual: -2, full: -14 })), createdBefore: monthStart(0) },
  ...{ firstDay: monthStart(bySize(world, { quick: -2, usual: -2, full: -14 })), lastDay: monthStart(0) },
});

const amendedPlan = (book: LoadPlan): LoadPlan => {
  const contracts = Math.ceil((book.contracts * AMENDED_PERMILLE) / 1_000);
  const stride = Math.floor(book.contracts / contracts);
  const days = { firstDay: monthStart(0), lastDay: daysAfter(comparedDays().now, 1) };
  return { ...book, ...days, contracts, stride, events: contracts, areKnown: true, seed: 2 };
};

/** Amendments in the open month, up to today, of so many contracts of a book. */
export const changesIn = ({ plan }: Pick<Book, 'plan'>, contracts: number, seed: number): LoadPlan => ({
  ...{ ...plan, contracts, events: contracts, areKnown: true, seed },
  ...{ stride: Math.floor(plan.contracts / contracts), firstDay: monthStart(0), lastDay: daysAfter(today(), 1) },
});

/** Takes the snapshots up to a day that are not taken yet. */
export const take = async (world: World, store: Store, asOf: string): Promise<void> => {
  const nothing = join(world.folder, 'nothing.jsonl');
  await writeFile(nothing, '');
  await runAcv(['replay', '--input', nothing, '--as-of', asOf, '--database-url', store.url]);
};

const opened = async (world: World, contracts: number): Promise<Book> => {
  const store = await world.postgres.create();
  const plan = bookPlan(world, contracts);
  await preload(world, store, plan);
  await preload(world, store, amendedPlan(plan));
  world.say('taking the snapshots of the months before');
  await take(world, store, comparedDays().prior);
  await store.query('VACUUM (ANALYZE)');
  return { plan, store };
};

const known = new WeakMap<DurablePostgres, Map<number, Promise<Book>>>();

/** A book of so many contracts: made once a run, for whoever asks; never written to but in copies. */
export const bookOf = (world: World, contracts: number): Promise<Book> => {
  const books = known.get(world.postgres) ?? new Map<number, Promise<Book>>();
  known.set(world.postgres, books);
  const book = books.get(contracts) ?? opened(world, contracts);
  books.set(contracts, book);
  return book;
};
