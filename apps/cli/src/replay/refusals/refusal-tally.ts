import type { RefusedRecord } from '@app/processing';
import type { RefusalCode } from '@app/wire';

/** One of the first refusals of a code: `message` begins with the field at fault. */
type Example = Readonly<{ file: string; line: bigint; message: string }>;

export type CodeTally = Readonly<{ code: RefusalCode; count: number; examples: readonly Example[] }>;

/** The refused lines of a replay: their number by code, with the first ones of each, and the very first line. */
export type RefusalTally = Readonly<{ codes: readonly CodeTally[]; firstLine: Buffer | null }>;

/** The examples that are kept of each code. */
const EXAMPLES = 3;

/** Counts refused lines as they come, in constant memory. */
export const tallyRefusals = () => {
  const codes = new Map<RefusalCode, { code: RefusalCode; count: number; examples: Example[] }>();
  let firstLine: Buffer | null = null;
  return {
    add: (refused: readonly RefusedRecord[], file: string): void => {
      for (const { record, refusal } of refused) {
        firstLine ??= record.value;
        const tally = codes.get(refusal.code) ?? { code: refusal.code, count: 0, examples: [] };
        tally.count += 1;
        if (tally.examples.length < EXAMPLES) {
          tally.examples.push({ file, line: record.position, message: refusal.message });
        }
        codes.set(refusal.code, tally);
      }
    },
    tally: (): RefusalTally => ({ codes: [...codes.values()].toSorted((a, b) => b.count - a.count), firstLine }),
  };
};

/** The refusals by code without those that the report of a translation lists: what is left, the store has refused. */
export const codesBeside = (
  { codes }: RefusalTally,
  told: readonly Readonly<{ code: RefusalCode }>[],
): RefusalTally['codes'] => codes.filter(({ code }) => !told.some((each) => each.code === code));
