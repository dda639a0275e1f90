import type { Book } from './book.ts';
import { dayBefore, firstOfMonth, lastOfMonth, monthNumber } from './calendar.ts';
import { dueRow, dueSums, dueUntil } from './due.ts';
import { byCodePoint } from './order.ts';
import { outlookFrom } from './outlook.ts';
import { percent, type Row } from './rows.ts';
import { ratio } from './statistics.ts';

/** The ARR that was due in a past month (`YYYY-MM`), with its outcome by all events of the book. */
export const renewalRows = (book: Book, month: string): readonly Row[] => {
  const number = monthNumber(`${month}-01`);
  const until = lastOfMonth(number);
  const outlook = outlookFrom(
    book,
    dayBefore(firstOfMonth(number)),
    (currency) => book.rateOn(currency, until) ?? book.rateOn(currency, book.asOf),
  );
  const due = dueUntil(outlook, until);
  return book.policy.dimensions.flatMap((dimension) => {
    const segmentOf = (customer: string): string => outlook.segmentOfCustomer(dimension, customer);
    const segments = new Set([
      ...(dimension === 'all' ? ['all'] : []),
      ...due.map(({ customer }) => segmentOf(customer)),
    ]);
    return [...segments].toSorted(byCodePoint).map((segment) => {
      const own = due.filter(({ customer }) => segmentOf(customer) === segment);
      const { all, renewed, auto_renewing: renewing } = dueSums(own);
      return {
        month,
        dimension,
        segment,
        ...dueRow(own),
        renewal_rate_pct: percent(ratio(renewed.plus(renewing), all)),
      };
    });
  });
};
