import { describeNaiveBooks } from './naive-books.ts';

describeNaiveBooks(1);
