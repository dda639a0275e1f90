import type { Book } from './book.ts';
import { type Day, plusDays } from './calendar.ts';
import { comparisonOf } from './comparison.ts';
import { allFigures } from './figures.ts';
import type { Row } from './rows.ts';

/** Any two days, each at the close (definitions, section 11). */
export const compareRows = (book: Book, from: Day, to: Day): readonly Row[] =>
  allFigures({
    book,
    comparison: comparisonOf(book, from, to),
    yearly: null,
    days: { start: plusDays(from, 1), end: plusDays(to, 1) },
  }).map(({ dimension, segment, row }) => ({
    from,
    to,
    dimension,
    segment,
    reporting_currency: book.policy.reportingCurrency,
    ...row,
  }));
