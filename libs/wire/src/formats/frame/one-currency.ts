import { shown } from '../../fields/shown.ts';
import type { Findings } from './findings.ts';

/** The currency of a payload, in capitals: all its amounts have the same one, or it is refused. */
export class OneCurrency {
  #first: Readonly<{ code: string; path: string }> | null = null;

  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** A currency that the payload states, of whatever amount. */
  add(stated: string | null, path: string): void {
    if (stated === null) return;
    const code = stated.toUpperCase();
    if (this.#first === null) this.#first = { code, path };
    else if (this.#first.code !== code) {
      const { code: other, path: where } = this.#first;
      this.#findings.refuse('mixed_currencies', path, `is ${shown(code)}, but ${where} is ${shown(other)}`);
    }
  }

  get code(): string | null {
    return this.#first?.code ?? null;
  }
}
