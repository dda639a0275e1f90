export { type NaiveBook, naiveBook } from './naive-book.ts';
export { bookFrom, type RandomBook } from './random-book.ts';
export { isOnlyZeros, rowDifferences } from './row-differences.ts';
export type { Cell, Row } from './rows.ts';
