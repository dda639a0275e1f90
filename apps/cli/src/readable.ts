import { Decimal, fixed, withThousands } from '@app/domain';
import { TERMINAL_WIDTH } from './table.ts';

/**
 * An amount for people: rounded half to even to `places` decimals, with a comma between thousands; `-` if undefined.
 */
export const readable = (amount: string | null, places: number): string =>
  amount === null ? '-' : withThousands(fixed(new Decimal(amount), places));

/** A ratio (0.0712) as a percentage (7.1). */
export const readablePercentage = (ratio: string | null, places: number): string =>
  readable(ratio === null ? null : new Decimal(ratio).times(100).toFixed(), places);

/** A percentage in a sentence: `-4.0%`, or `-` if undefined. */
export const percentageText = (percentage: string | null | undefined, places: number): string =>
  percentage === null || percentage === undefined ? '-' : `${readable(percentage, places)}%`;

/** A figure of a report's row for people: an amount rounded to `places` decimals, a count; `-` if the row lacks it. */
export const readableFigure = (figure: string | number | null | undefined, places: number): string =>
  typeof figure === 'number' ? count(figure) : readable(figure ?? null, places);

/** A count for people; `-` if undefined. */
export const count = (number: number | null): string => (number === null ? '-' : number.toLocaleString('en-US'));

/** An instant to the second, in UTC. */
export const moment = (at: Date): string =>
  at
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');

/**
 * A text in lines that fit a terminal; a longer word keeps a line of its own. Further lines are indented more than the
 * first one.
 */
export const wrapped = (text: string, indent = '', width = TERMINAL_WIDTH): string => {
  const [lead = ''] = /^ */.exec(text) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const word of text.slice(lead.length).split(' ')) {
    const longer = line === '' ? `${lead}${word}` : `${line} ${word}`;
    if (Array.from(longer).length <= width || line === '') line = longer;
    else {
      lines.push(line);
      line = `${lead}${indent}${word}`;
    }
  }
  return [...lines, line].join('\n');
};

/** A name cut to a length that leaves room for the amounts beside it. */
export const shortened = (name: string, length = 20): string => {
  const points = Array.from(name);
  return points.length <= length ? name : `${points.slice(0, length - 1).join('')}…`;
};

/** A text from outside stays on its line, and sends no command to the terminal. */
export const onOneLine = (text: string): string => text.replaceAll(/\p{Cc}/gu, '\uFFFD');
