import type { AheadMonth } from '@app/wire/answers';
import { type Formats, periodText } from '@app/wording';

/** What is signed at the end of the months ahead, and from where it starts. */
export const aheadHeading = (months: readonly AheadMonth[], { short }: Formats): string => {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return 'Nothing is signed for the months ahead';
  return `Of ${short(first.opening_arr)} ARR today, ${short(last.arr)} is signed or renews by itself in ${periodText(last.month)}`;
};
