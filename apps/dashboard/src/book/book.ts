import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ReportedPeriod } from '@app/wire/answers';
import { type Formats, formatsFor, LANGUAGE } from '@app/wording';

/** What every view needs to know: the periods of the grain, the shown one, the segment, and how figures are written. */
export type Book = Readonly<{
  periods: readonly ReportedPeriod[];
  /** The shown period, and its place in `periods`. */
  period: ReportedPeriod;
  index: number;
  dimension: string;
  segment: string;
  currency: string;
  formats: Formats;
}>;

export const BookContext = createContext<Book | null>(null);

/** The book around a view. A view is drawn only inside one. */
export const useBook = (): Book => {
  const book = useContext(BookContext);
  if (book === null) throw new Error('A view is drawn outside of a book.');
  return book;
};

/** The place of a period by its label; the latest one without a label, or with one that is not reported. */
export const indexOfPeriod = (periods: readonly ReportedPeriod[], label: string | undefined): number => {
  const index = periods.findIndex(({ period }) => period === label);
  return index === -1 ? periods.length - 1 : index;
};

/** How amounts of a currency are written on the page. */
export const formatsOf = (currency: string): Formats => formatsFor(LANGUAGE, currency);
