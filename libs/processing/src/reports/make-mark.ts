import type { Mark, MarkStore } from './mark-store.ts';

/** A mark cannot be made, because it would move another one, or would not say what was known. */
export class MarkRefusedError extends Error {
  override readonly name = 'MarkRefusedError';
}

/** `knownAt` null: everything as it is known now. */
export type MarkQuestion = Omit<Mark, 'knownAt'> & Readonly<{ knownAt: Date | null }>;

/**
 * Names what was known at an instant. Everything known now is what the last take has reported, so the mark is at that
 * take: a clock that is behind cannot bring a later take before it. Throws `MarkRefusedError`.
 */
export const makeMark = (store: MarkStore, { knownAt, ...question }: MarkQuestion): Promise<Mark> =>
  store.transaction(async (transaction) => {
    const { name, madeAt } = question;
    const former = await transaction.named(name);
    if (former !== null) {
      throw new MarkRefusedError(
        `the mark ${name} exists: ${former.madeBy} made it at ${former.madeAt.toISOString()}, for what was known at ${former.knownAt.toISOString()}. A mark is never moved: choose another name`,
      );
    }
    const takes = await transaction.takes();
    if (takes === null) throw new MarkRefusedError('nothing has been reported yet, so there is nothing to mark');
    const mark = { ...question, knownAt: knownAt ?? takes.last };
    if (knownAt !== null && knownAt > madeAt) {
      throw new MarkRefusedError(`${knownAt.toISOString()} is still to come, and nobody knows what will be known then`);
    }
    if (mark.knownAt < takes.first) {
      throw new MarkRefusedError(
        `nothing was known at ${mark.knownAt.toISOString()}: the first report is of ${takes.first.toISOString()}`,
      );
    }
    await transaction.add(mark);
    return mark;
  });
