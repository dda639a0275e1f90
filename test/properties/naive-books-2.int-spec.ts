import { describeNaiveBooks } from './naive-books.ts';

describeNaiveBooks(2);
