import type { RefusalCount } from '@app/processing';
import type { RefusalCode } from '@app/wire';

/** The refused lines of a replay by code, with the first ones of each, and the very first line. */
export type RefusalTally = Readonly<{ codes: readonly RefusalCount[]; firstLine: Buffer | null }>;

/** The refusals by code without those that the report of a translation lists: what is left, the store has refused. */
export const codesBeside = (
  { codes }: Pick<RefusalTally, 'codes'>,
  told: readonly Readonly<{ code: RefusalCode }>[],
): RefusalTally['codes'] => codes.filter(({ code }) => !told.some((each) => each.code === code));
