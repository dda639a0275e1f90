import type { RefusedChosen } from '@app/processing';

/** Runs an operation on all events that are chosen, part by part, and adds up its answers. */
export const inParts = async <A extends Readonly<{ next: string | null }>>(
  chosen: RefusedChosen,
  operation: (part: RefusedChosen) => Promise<A>,
  add: (sum: A, part: A) => A,
): Promise<A> => {
  let sum = await operation(chosen);
  for (let after = sum.next; after !== null;) {
    const part = await operation({ ...chosen, after });
    sum = add(sum, part);
    after = part.next;
  }
  return { ...sum, next: null };
};
