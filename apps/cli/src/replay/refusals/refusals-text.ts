import type { RefusalCount } from '@app/processing';
import { count } from '../../readable.ts';
import { nextStep, type RefusedKind } from '../../translate/outcome-texts.ts';
import type { RefusalTally } from './refusal-tally.ts';

const codeText = ({ code, count: lines, first }: RefusalCount, of: RefusedKind): string => {
  const shown = first.map(({ file, line, message }) => `    ${file}:${line}: ${message}`);
  const more = lines - first.length;
  return [
    `  ${code}: ${count(lines)}`,
    ...shown,
    ...(more === 0 ? [] : [`    and ${count(more)} more`]),
    `    next: ${nextStep(code, of)}`,
  ].join('\n');
};

/** For people: the refused lines by code, with the file, line, field and reason of the first ones, and what to do. */
export const refusalsText = ({ codes }: Pick<RefusalTally, 'codes'>, of: RefusedKind): string =>
  ['Refused lines, by code; --refused FILE writes all of them:', ...codes.map((tally) => codeText(tally, of))].join(
    '\n',
  );
