export { type NaiveBook, naiveBook } from './naive-book.ts';
export { bookFrom, type RandomBook, randomBook } from './random-book.ts';
export { rowDifferences } from './row-differences.ts';
export type { Cell, Row } from './rows.ts';
export type { WireEvent, WirePolicy, WireRate } from './wire.ts';
