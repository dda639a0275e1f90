import { type Refusal, type RefusalCode, refusal } from '../../refusal.ts';
import type { TranslationNote } from '../outcome-codes.ts';

/** The order in which the refusals of a payload count; any other code comes behind them. */
const ORDER: readonly RefusalCode[] = [
  'not_json',
  'unknown_shape',
  'partial_terms',
  'unsupported',
  'no_effective_date',
  'mixed_currencies',
  'amount_unknown',
  'contradictory',
];

const rank = ({ code }: Refusal): number => {
  const at = ORDER.indexOf(code);
  return at === -1 ? ORDER.length : at;
};

/**
 * What is found while a payload is read: reasons to refuse it, and notes. Reading goes on after a fault, because of
 * several the one that comes first in the order of codes counts, wherever in the payload it is.
 */
export class Findings {
  readonly #notes = new Set<TranslationNote>();
  #first: Refusal | null = null;

  /** `field` is the path of the vendor's field at fault. */
  refuse(code: RefusalCode, field: string, reason: string): void {
    const found = refusal(code, field, reason);
    if (this.#first === null || rank(found) < rank(this.#first)) this.#first = found;
  }

  note(note: TranslationNote): void {
    this.#notes.add(note);
  }

  get refusal(): Refusal | null {
    return this.#first;
  }

  get notes(): readonly TranslationNote[] {
    return [...this.#notes];
  }
}
