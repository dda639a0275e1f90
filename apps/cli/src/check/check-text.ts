import { basename } from 'node:path';
import { type CheckedCurrency, type EventRef, type Example, type Finding, FINDINGS } from '@app/domain';
import type { CheckReport, RefusalCount, RefusedLine } from '@app/processing';
import { instantText } from '@app/wire';
import { count, wrapped } from '../readable.ts';
import { table, TERMINAL_WIDTH } from '../table.ts';
import { nextStep } from '../translate/outcome-texts.ts';

/** A text behind an indent, its further lines two columns further in. */
const within = (text: string, indent: string): string =>
  wrapped(text, '  ', TERMINAL_WIDTH - indent.length).replaceAll(/^/gm, indent);

const placeText = ({ file, line }: Readonly<{ file: string | null; line: number }>): string =>
  file === null ? `event ${count(line)} of the ledger` : `${basename(file)}:${line}`;

const countsText = ({ events, contracts, customers, effective, recorded }: CheckReport): string => {
  const { accepted, repeated, refused } = events;
  const rows = [
    ['events', `${count(accepted)} accepted, ${count(repeated)} repeated, ${count(refused)} refused`],
    ['contracts', count(contracts)],
    ['customers', count(customers)],
    ['effective', effective === null ? '-' : `${effective.first} to ${effective.last}`],
    ['recorded', recorded === null ? '-' : `${instantText(recorded.first)} to ${instantText(recorded.last)}`],
  ];
  return rows.map(([name = '', value = '']) => `${name.padEnd(11)}${value}`).join('\n');
};

const rateText = ({ isReporting, rateFrom }: CheckedCurrency, areRatesGiven: boolean): string => {
  if (isReporting) return 'reporting currency';
  return rateFrom ?? (areRatesGiven ? 'no rate' : 'not given');
};

const currenciesText = ({ currencies, areRatesGiven }: CheckReport): string =>
  currencies.length === 0
    ? ''
    : table(
        ['currency', 'events', 'first day', 'rates from'],
        currencies.map((one) => [one.currency, count(one.events), one.firstDay, rateText(one, areRatesGiven)]),
      );

const more = (all: number, shown: number): readonly string[] =>
  all > shown ? [`    … and ${count(all - shown)} more`] : [];

const refusedLineText = (line: RefusedLine): string => within(`${placeText(line)}: ${line.message}`, '    ');

const refusalText = ({ code, count: all, first }: RefusalCount): string =>
  [
    `  ${code}: ${count(all)}`,
    ...first.map(refusedLineText),
    ...more(all, first.length),
    within(`next: ${nextStep(code, 'event')}`, '    '),
  ].join('\n');

const refText = (ref: EventRef): string => (ref.file === null ? ref.id : `${ref.id} in ${placeText(ref)}`);

const exampleText = ({ text, events }: Example): string =>
  within(`${text} (${events.map(refText).join('; ')})`, '    ');

const findingText = ({ code, count: all, examples }: Finding): string =>
  [
    within(`${FINDINGS[code].title}: ${count(all)} (${code})`, '  '),
    within(`→ ${FINDINGS[code].advice}`, '    '),
    ...examples.map(exampleText),
    ...more(all, examples.length),
  ].join('\n');

const section = (title: string, parts: readonly string[]): string =>
  parts.length === 0 ? '' : [title, ...parts].join('\n\n');

/** For people: what was understood, what was refused, and what looks wrong, in lines of 80 columns. */
export const checkText = (report: CheckReport): string => {
  const { refusals, findings } = report;
  const parts = [
    countsText(report),
    currenciesText(report),
    section('Refused, and so missing from every figure', refusals.map(refusalText)),
    findings.length === 0
      ? 'No accepted event looks wrong.'
      : section('Accepted, but look at these', findings.map(findingText)),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
};
