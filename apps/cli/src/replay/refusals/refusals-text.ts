import { count } from '../../readable.ts';
import type { CodeTally, RefusalTally } from './refusal-tally.ts';

const codeText = ({ code, count: lines, examples }: CodeTally): string => {
  const shown = examples.map(({ file, line, message }) => `    ${file}:${line}: ${message}`);
  const more = lines - examples.length;
  return [`  ${code}: ${count(lines)}`, ...shown, ...(more === 0 ? [] : [`    and ${count(more)} more`])].join('\n');
};

/** For people: the number of refused lines by code, with the file, line, field and reason of the first ones. */
export const refusalsText = ({ codes }: RefusalTally): string =>
  ['Refused lines, by code; --refused FILE writes all of them:', ...codes.map(codeText)].join('\n');
