import { wrapped } from '../readable.ts';

/** The columns of the names of figures. */
export const NAME_WIDTH = 22;

/** A name and what there is to say about it; further lines are indented to the same column. */
export const lineOf = (name: string, text: string): string =>
  wrapped(`${name.padEnd(NAME_WIDTH)}${text}`, ' '.repeat(NAME_WIDTH));
