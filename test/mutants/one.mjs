// Runs the random books against a product in which one rule is wrong: `node test/mutants/one.mjs NUMBER BOOKS`. Prints
// the first difference, or nothing where the wrong rule goes unnoticed.
import { join } from 'node:path';
import { importTypescript } from '../setup/import-typescript.mjs';
import { MUTANTS } from './mutants.mjs';

const root = join(import.meta.dirname, '../..');
const [number, books] = process.argv.slice(2).map(Number);
const [, file, right, broken] = MUTANTS[number] ?? ['', '', '', ''];

const changed = (filename, text) =>
  file !== '' && filename === join(root, file) ? text.replace(right, () => broken) : text;

const { firstWrongBook } = await importTypescript('test/mutants/try-books.ts', changed);
const found = await firstWrongBook(books);
if (found !== null) process.stdout.write(`${found}\n`);
