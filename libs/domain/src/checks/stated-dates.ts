import type { CivilDate } from '../calendar/civil-date.ts';
import type { ContractEvent } from '../facts/contract-event.ts';
import { isPriced, type Line } from '../lines/line.ts';

/** A date of an event, with the name of its field. */
export type StatedDate = Readonly<{ name: string; date: CivilDate }>;

const stated = (name: string, date: CivilDate | null): readonly StatedDate[] => (date === null ? [] : [{ name, date }]);

const datesOfLine = (line: Line): readonly StatedDate[] => [
  ...stated(`start of line ${line.id}`, line.start),
  ...stated(`end of line ${line.id}`, line.end),
  ...(line.kind === 'one_time' ? stated(`date of line ${line.id}`, line.date) : []),
  ...(isPriced(line) ? line.discounts : []).flatMap(({ start, end }) => [
    ...stated(`start of a discount of line ${line.id}`, start),
    ...stated(`end of a discount of line ${line.id}`, end),
  ]),
];

/** Every date that an event states and that can move an amount. */
export const statedDates = (event: ContractEvent): readonly StatedDate[] => {
  const effective = { name: 'effective_date', date: event.effectiveDate };
  if (event.kind === 'cancelled') return [effective];
  const { term, lines, discounts } = event;
  return [
    effective,
    { name: 'term.start', date: term.start },
    ...stated('term.end', term.end),
    ...lines.flatMap(datesOfLine),
    ...discounts.flatMap(({ start, end }) => [
      ...stated('start of a discount', start),
      ...stated('end of a discount', end),
    ]),
  ];
};
