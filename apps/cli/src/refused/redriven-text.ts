import { countInWords } from '@app/domain';
import type { Discarded, Redriven } from '@app/wire/answers';
import { count, onOneLine, wrapped } from '../readable.ts';

const ifAny = (number: number, text: string): readonly string[] => (number === 0 ? [] : [`${count(number)} ${text}`]);

/** What became of the events, and why those that were refused again were refused. */
export const redrivenText = ({ dry_run, accepted, repeated, passed_over, refused, events }: Redriven): string => {
  const parts = [
    ...ifAny(accepted, 'accepted'),
    ...ifAny(repeated, 'in the ledger already'),
    ...ifAny(passed_over, 'passed over'),
    ...ifAny(refused, 'refused again'),
  ];
  const what = parts.length === 0 ? 'no event was chosen that waits' : parts.join(', ');
  const again = events.filter(({ outcome }) => outcome === 'refused');
  return [
    `${dry_run ? 'Dry run, nothing is changed: ' : 'Redriven: '}${what}`,
    ...again.map(({ id, code, message }) => wrapped(`${id}  ${code ?? ''}: ${onOneLine(message ?? '')}`, '  ')),
  ].join('\n');
};

export const discardedText = ({ dry_run, discarded }: Discarded): string =>
  `${dry_run ? 'Dry run, nothing is changed: ' : 'Discarded: '}${countInWords(discarded, 'refused event')}`;
