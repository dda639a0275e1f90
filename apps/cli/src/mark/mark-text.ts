import type { Mark } from '@app/processing';
import { moment } from '../readable.ts';
import { table } from '../table.ts';

export const markJson = ({ name, knownAt, madeAt, madeBy }: Mark) => ({
  name,
  known_at: knownAt.toISOString(),
  made_at: madeAt.toISOString(),
  made_by: madeBy,
});

export const madeText = ({ name, knownAt }: Mark): string =>
  `${name} marks what was known at ${moment(knownAt)}.\nacv history --mark ${name} compares a period with it.`;

export const marksText = (marks: readonly Mark[]): string =>
  marks.length === 0
    ? 'There are no marks. acv mark <name> makes one.'
    : table(
        ['mark', 'known at', 'made at', 'made by'],
        marks.map(({ name, knownAt, madeAt, madeBy }) => [name, moment(knownAt), moment(madeAt), madeBy]),
      );
