import type { CivilDate } from '@app/domain';
import type { BooksNow } from '@app/persistence';

/** An answer as it is sent. */
export type SharedAnswer = Readonly<{ text: string; headers: Readonly<Record<string, string>> }>;

type Entry = Readonly<{
  /** The state that the answer was asked for in; null if it depends on the basis and its days alone. */
  version: string | null;
  basis: string;
  /** The last day that it depends on; null: any day. */
  upTo: CivilDate | null;
  answer: Promise<SharedAnswer>;
}>;

/** Characters of all kept answers. */
const MOST_KEPT = 32 * 1024 * 1024;

/**
 * Answers that are worked out once for all who ask while the books are the same. Nobody gets an answer that began before
 * the last change that was visible when he asked: the books are looked at for every request, and what depends on
 * something that changed is let go.
 */
export class SharedAnswers {
  readonly #look: () => Promise<BooksNow>;
  readonly #entries = new Map<string, Entry>();
  readonly #sizes = new Map<Entry, number>();
  #size = 0;
  #running: Promise<BooksNow> | null = null;
  #next: Promise<BooksNow> | null = null;

  constructor(look: () => Promise<BooksNow>) {
    this.#look = look;
  }

  /** The books as they are after this call. All who ask meanwhile share one look. */
  now(): Promise<BooksNow> {
    if (this.#running === null) return this.#begin();
    // The running look may have begun before a change that the caller knows of.
    this.#next ??= this.#running.then(
      () => this.#begin(),
      () => this.#begin(),
    );
    return this.#next;
  }

  /** The kept answer to the question, or the one that `work` gives. A failure is not kept. */
  of(
    question: string,
    { version, basis }: Pick<BooksNow, 'version' | 'basis'>,
    upTo: CivilDate | null,
    work: () => Promise<SharedAnswer>,
  ): Promise<SharedAnswer> {
    const kept = this.#entries.get(question);
    if (kept !== undefined && kept.basis === basis && (kept.upTo !== null || kept.version === version)) {
      return this.#used(question, kept);
    }
    if (kept !== undefined) this.#drop(question, kept);
    const entry: Entry = { version: upTo === null ? version : null, basis, upTo, answer: work() };
    this.#entries.set(question, entry);
    entry.answer.then(
      ({ text }) => this.#count(entry, text.length),
      () => this.#drop(question, entry),
    );
    return entry.answer;
  }

  #begin(): Promise<BooksNow> {
    this.#next = null;
    const looking = this.#look()
      .then((now) => {
        this.#letGo(now);
        return now;
      })
      .finally(() => {
        if (this.#running === looking) this.#running = null;
      });
    this.#running = looking;
    return looking;
  }

  #letGo({ changed }: BooksNow): void {
    for (const [question, entry] of this.#entries) {
      const { upTo } = entry;
      if (upTo === null) continue;
      if (changed === null || changed.some(({ start }) => start <= upTo)) this.#drop(question, entry);
    }
  }

  /** The least recently used one is first. */
  #used(question: string, entry: Entry): Promise<SharedAnswer> {
    this.#entries.delete(question);
    this.#entries.set(question, entry);
    return entry.answer;
  }

  #count(entry: Entry, size: number): void {
    if (![...this.#entries.values()].includes(entry)) return;
    this.#sizes.set(entry, size);
    this.#size += size;
    for (const [question, oldest] of this.#entries) {
      if (this.#size <= MOST_KEPT) return;
      if (this.#sizes.has(oldest)) this.#drop(question, oldest);
    }
  }

  #drop(question: string, entry: Entry): void {
    if (this.#entries.get(question) === entry) this.#entries.delete(question);
    this.#size -= this.#sizes.get(entry) ?? 0;
    this.#sizes.delete(entry);
  }
}
