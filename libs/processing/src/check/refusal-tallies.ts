import type { Refusal, RefusalCode } from '@app/wire';
import type { RefusalCount, RefusedLine } from './check-report.ts';

const FIRST_MAX = 3;

type Tally = { count: number; readonly first: RefusedLine[] };

/** Counts refused records by code as they come and keeps the first ones of each, in constant memory. */
export class RefusalTallies {
  readonly #tallies = new Map<RefusalCode, Tally>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(file: string | null, line: number, { code, message }: Refusal): void {
    const tally = this.#tallies.get(code) ?? { count: 0, first: [] };
    tally.count += 1;
    if (tally.first.length < FIRST_MAX) tally.first.push({ file, line, message });
    this.#tallies.set(code, tally);
    this.#count += 1;
  }

  /** The most frequent code first. */
  refusals(): readonly RefusalCount[] {
    return [...this.#tallies].map(([code, tally]) => ({ code, ...tally })).toSorted((a, b) => b.count - a.count);
  }
}
