import type { Ignored, Read, Reading } from './format.ts';
import type { Statement } from './statement.ts';

export const ignored = (reason: Ignored['ignored']): Ignored => ({ ignored: reason });

/** What a payload about one subscription says; nothing if the findings refuse it. */
export const said = (statement: Statement | null): Read => (statement === null ? [] : [statement]);

/** Refuses a record that lacks a field without which it is none of its system. */
export const shapeless = ({ findings }: Pick<Reading, 'findings'>, field: string, reason: string): null => {
  findings.refuse('unknown_shape', field, reason);
  return null;
};

/** Whether a record is of the mode that the adapter leaves out. A system that does not say the mode counts as live. */
export const isOtherMode = ({ adapter }: Pick<Reading, 'adapter'>, isLive = true): boolean =>
  adapter.mode !== 'any' && (adapter.mode === 'live') !== isLive;
