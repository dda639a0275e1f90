import { inputHint } from './input-hint.ts';
import type { RefusalTally } from './refusal-tally.ts';

/** An input without a single event that the store has. */
export class NothingAcceptedError extends Error {
  override readonly name = 'NothingAcceptedError';

  constructor({ firstLine }: RefusalTally) {
    const hint = firstLine === null ? 'the input has no lines' : inputHint(firstLine);
    super(`not one event was accepted${hint === null ? '' : `: ${hint}`}`);
  }
}
