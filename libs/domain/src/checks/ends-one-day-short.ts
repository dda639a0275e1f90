import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { isPriced } from '../lines/line.ts';
import { wholeMonthsShort } from './whole-months-short.ts';

type Stated = Readonly<{ name: string; start: CivilDate; end: CivilDate | null; anchor?: CivilDate }>;

const statedSpans = ({ term, lines, discounts }: TermsEvent): readonly Stated[] => [
  { name: 'term', ...term },
  ...lines.flatMap((line) => [
    { name: `line ${line.id}`, start: line.start ?? term.start, end: line.end },
    ...(isPriced(line) ? line.discounts : []).map(({ start, end }) => ({
      name: `discount of line ${line.id}`,
      start: start ?? line.start ?? term.start,
      end,
    })),
  ]),
  ...discounts.map(({ start, end }) => ({ name: 'discount', start: start ?? term.start, end })),
];

/** The ends of an event, of its term, lines and discounts, that look like last days: one day short of whole months. */
export const endsOneDayShort = (event: TermsEvent): readonly string[] =>
  statedSpans(event).flatMap(({ name, start, end, anchor }) => {
    const months = end === null ? null : wholeMonthsShort(start, end, anchor);
    if (end === null || months === null) return [];
    const whole = months === 1 ? '1 month ends' : `${months} months end`;
    return [`${event.contractId}: ${name} from ${start} to ${end}; ${whole} on ${addDays(end, 1)}`];
  });
