export { type NaiveBook, naiveBook } from './naive-book.ts';
export type { ContractRow } from './contracts.ts';
export type { Cell, Row } from './rows.ts';
export type { WireEvent, WirePolicy, WireRate } from './wire.ts';
