import { basename } from 'node:path';
import { type CivilDate, countInWords } from '@app/domain';
import type { Counted, CurrencyWorth, PayloadExample, TranslationSummary } from '@app/processing';
import { count, onOneLine, wrapped } from '../readable.ts';
import { TERMINAL_WIDTH } from '../table.ts';
import { worthText } from '../import/worth-text.ts';
import { IGNORED_TEXT, nextStep, NOTE_TEXT } from './outcome-texts.ts';

/** A text behind this indent; its further lines are two deeper. */
const indented = (text: string, indent: string): string =>
  `${indent}${wrapped(text, `${indent}  `, TERMINAL_WIDTH - indent.length)}`;

const placeText = ({ origin, position }: PayloadExample): string => `${basename(origin)}:${position}`;

const examplesText = ({ examples, count: all }: Counted<string>): readonly string[] => [
  ...examples.map((each) => indented(`${placeText(each)}: ${onOneLine(each.message)}`, '    ')),
  ...(all > examples.length ? [`    and ${count(all - examples.length)} more`] : []),
];

const headline = (summary: TranslationSummary): string => {
  const { payloads, taken, events, contracts, customers, currencies } = summary;
  const ignored = summary.ignored.reduce((sum, { count: some }) => sum + some, 0);
  const refused = summary.refused.reduce((sum, { count: some }) => sum + some, 0);
  return wrapped(
    `${countInWords(payloads, 'record')}: ${count(taken)} taken, ${count(ignored)} ignored, ${count(refused)} refused; ${countInWords(events, 'event')} of ${countInWords(contracts, 'contract')} and ${countInWords(customers, 'customer')}, in ${currencies.join(', ') || 'no currency'}`,
    '  ',
  );
};

const ignoredText = ({ ignored }: TranslationSummary): string =>
  ignored.length === 0
    ? ''
    : [
        'Ignored: they say nothing about what a contract is worth',
        ...ignored.map(({ code, count: some }) => indented(`${code}: ${count(some)}, ${IGNORED_TEXT[code]}`, '  ')),
      ].join('\n');

const refusedText = ({ refused }: TranslationSummary): string =>
  refused.length === 0
    ? 'No record is refused.'
    : [
        'Refused: they count nowhere',
        ...refused.flatMap((each) => [
          `  ${each.code}: ${count(each.count)}`,
          ...examplesText(each),
          indented(`next: ${nextStep(each.code, 'payload')}`, '    '),
        ]),
      ].join('\n');

const notesText = ({ notes }: TranslationSummary): string =>
  notes.length === 0
    ? ''
    : [
        'Taken, but not all of it is known',
        ...notes.flatMap(({ code, count: some, examples }) => {
          const [first] = examples;
          const [meaning, next] = NOTE_TEXT[code];
          const where = first === undefined ? '' : ` (first: ${placeText(first)})`;
          return [indented(`${code}: ${count(some)}, ${meaning}${where}`, '  '), indented(`next: ${next}`, '    ')];
        }),
      ].join('\n');

/** What contracts are worth on a day; `source` says where they are from: `these records`, `the store`. */
type Worth = Readonly<{ day: CivilDate; currencies: readonly CurrencyWorth[]; source: string }>;

/** What payloads became, for people. `worth` null: it is shown elsewhere. */
export const translationText = (summary: TranslationSummary, worth: Worth | null): string =>
  [
    headline(summary),
    worth === null ? '' : worthText(worth.currencies, worth.day, worth.source),
    notesText(summary),
    ignoredText(summary),
    refusedText(summary),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
