import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runAcv } from '../candidates/acv.ts';
import { preload } from '../candidates/preload.ts';
import { daysAfter, monthStart, today } from '../load/days.ts';
import { type LoadPlan, MAIN_LOAD, PLAIN } from '../load/load-plan.ts';
import type { DurablePostgres } from '../services/postgres.ts';
import type { Store } from '../services/store.ts';
import { bySize, type World } from '../services/world.ts';

/** A store whose snapshots are taken up to the end of last month; the open month is not taken yet. */
export type Book = Readonly<{ plan: LoadPlan; store: Store }>;

/**
 * The days that a take of the open month compares: its second day, when last month is still open, and last month's end.
 */
export const comparedDays = (): Readonly<{ now: string; prior: string }> => {
  const second = daysAfter(monthStart(0), 1);
  return { now: second < today() ? second : today(), prior: daysAfter(monthStart(0), -1) };
};

/** Contracts amended in the open month, per thousand. */
const AMENDED_PERMILLE = 30;

const bookPlan = (world: World, contracts: number): LoadPlan => ({
  ...{ ...MAIN_LOAD, ...PLAIN, contracts, events: contracts },
  // In full a year and two months, so that the figures of a year ago have something to compare with.
  ...{ createdFrom: monthStart(bySize(world, { quick: -2, usual: -2, full: -14 })), createdBefore: monthStart(0) },
  ...{ firstDay: monthStart(bySize(world, { quick: -2, usual: -2, full: -14 })), lastDay: monthStart(0) },
});

const amendedPlan = (book: LoadPlan): LoadPlan => {
  const contracts = Math.ceil((book.contracts * AMENDED_PERMILLE) / 1_000);
  const stride = Math.floor(book.contracts / contracts);
  const days = { firstDay: monthStart(0), lastDay: daysAfter(comparedDays().now, 1) };
  return { ...book, ...days, contracts, stride, events: contracts, areKnown: true, seed: 2 };
};

/** Amendments in the open month, up to today, of `contracts` contracts of a book. */
export const changesIn = ({ plan }: Pick<Book, 'plan'>, contracts: number, seed: number): LoadPlan => ({
  ...{ ...plan, contracts, events: contracts, areKnown: true, seed },
  ...{ stride: Math.floor(plan.contracts / contracts), firstDay: monthStart(0), lastDay: daysAfter(today(), 1) },
});

/** Takes the missing snapshots up to a day. */
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

const made = new WeakMap<DurablePostgres, Map<number, Promise<Book>>>();

/** A book of this size, made once per run. It is only read and copied, never written to. */
export const bookOf = (world: World, contracts: number): Promise<Book> => {
  const books = made.get(world.postgres) ?? new Map<number, Promise<Book>>();
  made.set(world.postgres, books);
  const book = books.get(contracts) ?? opened(world, contracts);
  books.set(contracts, book);
  return book;
};
