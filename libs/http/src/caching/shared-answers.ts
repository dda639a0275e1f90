import type { CivilDate } from '@app/domain';
import { RefusedRequest } from '@app/host/service';
import type { BooksNow } from '@app/persistence';
import { Background, type Clock, CLOCK } from './background.ts';

/** An answer as it is sent. */
export type SharedAnswer = Readonly<{ text: string; headers: Readonly<Record<string, string>> }>;

/**
 * An answer with the version of the books that it was asked for in. `isOld`: they have changed since, and it began `ageMs`
 * ago.
 */
export type GivenAnswer = SharedAnswer & Readonly<{ version: string; isOld: boolean; ageMs: number }>;

type Asked = Readonly<{ upTo: CivilDate | null; work: () => Promise<SharedAnswer> }>;

type Entry = Readonly<{
  version: string;
  basis: string;
  /** The last day that it depends on; null: any day. */
  upTo: CivilDate | null;
  /** When it began, in milliseconds. */
  begun: number;
  answer: Promise<SharedAnswer>;
}> & {
  /** A day that it depends on has changed. */
  isOutdated: boolean;
  /** How long it took; null while it runs. */
  tookMs: number | null;
};

const isOf = (entry: Entry, { version, basis }: Pick<BooksNow, 'version' | 'basis'>): boolean =>
  entry.basis === basis && (entry.upTo === null ? entry.version === version : !entry.isOutdated);

/** Characters of all kept answers. */
const MOST_KEPT = 32 * 1024 * 1024;

/** An answer that takes longer is slow: a few readers who ask for it anew would keep a core busy. */
const SLOW_MS = 1_000;

const RETRY_AFTER = { 'retry-after': '10' } as const;

/** Who asks waits for so long at most, and can ask again for the answer, which is worked out all the same. */
const PATIENCE_MS = 30_000;

/** A slow answer is given on for so many times as long as it took, because the dearer it is, the older it may be. */
const GIVEN_ON_TIMES = 40;

/** No answer is given that began longer ago than this, unless the books are still the same. */
const OLDEST_MS = 600_000;

/**
 * Answers that are worked out once for all who ask while the books are the same. The books are looked at for every
 * request, and what depends on something that changed is worked out anew: at once if that is quick. A slow answer is
 * given as it is, with its age, while it is worked out in the background, so that neither readers nor the stream wait for
 * passes over a large book. Under another policy, other rates or on another day, and when it is forty times as old as it
 * took or ten minutes old, everybody waits for a fresh one.
 */
export class SharedAnswers {
  readonly #look: () => Promise<BooksNow>;
  readonly #clock: Clock;
  readonly #slowMs: number;
  readonly #background: Background;
  readonly #entries = new Map<string, Entry>();
  readonly #sizes = new Map<Entry, number>();
  #size = 0;
  /** The answer that is worked out in the background. */
  #fresh: Entry | null = null;
  #running: Promise<BooksNow> | null = null;
  #next: Promise<BooksNow> | null = null;

  constructor(
    look: () => Promise<BooksNow>,
    { clock = CLOCK, slowMs = SLOW_MS }: Readonly<{ clock?: Clock; slowMs?: number }> = {},
  ) {
    this.#look = look;
    this.#clock = clock;
    this.#slowMs = slowMs;
    this.#background = new Background(clock);
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
  async of(
    question: string,
    now: Pick<BooksNow, 'version' | 'basis'>,
    upTo: CivilDate | null,
    work: () => Promise<SharedAnswer>,
  ): Promise<GivenAnswer> {
    const kept = this.#entries.get(question);
    if (kept !== undefined && isOf(kept, now)) return this.#given(question, kept, now.version);
    if (kept !== undefined && this.#isGivenOn(kept, now)) {
      if (kept.tookMs !== null) this.#background.want(question, () => this.#refresh(question, { upTo, work }));
      return this.#given(question, kept, null);
    }
    const entry = this.#begun({ upTo, work }, now);
    this.#keep(question, entry);
    return this.#given(question, entry, now.version);
  }

  /** `version`: the present one, if the answer is of the books as they are. */
  async #given(question: string, entry: Entry, version: string | null): Promise<GivenAnswer> {
    // The least recently used one is first.
    if (this.#entries.delete(question)) this.#entries.set(question, entry);
    const answer = await (entry.tookMs === null ? this.#awaited(entry) : entry.answer);
    const ageMs = this.#clock.now() - entry.begun;
    return { ...answer, version: version ?? entry.version, isOld: version === null, ageMs };
  }

  /** Throws `RefusedRequest` if it takes too long. */
  #awaited({ answer }: Entry): Promise<SharedAnswer> {
    const isOver = new AbortController();
    const givenUp = this.#clock.sleep(PATIENCE_MS, isOver.signal).then(() => {
      throw new RefusedRequest(503, 'This answer takes long. It is being worked out: ask for it again.', RETRY_AFTER);
    });
    return Promise.race([answer, givenUp]).finally(() => isOver.abort());
  }

  /** Whether the answer is slow, and neither too old nor of another policy, day or rate. */
  #isGivenOn({ basis, begun, tookMs }: Entry, now: Pick<BooksNow, 'basis'>): boolean {
    const age = this.#clock.now() - begun;
    const took = tookMs ?? age;
    return basis === now.basis && age <= Math.min(OLDEST_MS, GIVEN_ON_TIMES * took) && took >= this.#slowMs;
  }

  #begun({ upTo, work }: Asked, { version, basis }: Pick<BooksNow, 'version' | 'basis'>): Entry {
    const begun = this.#clock.now();
    const entry: Entry = { version, basis, upTo, begun, answer: work(), isOutdated: false, tookMs: null };
    entry.answer.then(
      () => (entry.tookMs = this.#clock.now() - begun),
      () => undefined,
    );
    return entry;
  }

  #keep(question: string, entry: Entry): void {
    const former = this.#entries.get(question);
    if (former !== undefined) this.#drop(question, former);
    this.#entries.set(question, entry);
    entry.answer.then(
      ({ text }) => this.#count(entry, text.length),
      () => this.#drop(question, entry),
    );
  }

  async #refresh(question: string, asked: Asked): Promise<void> {
    const entry = this.#begun(asked, await this.now());
    const former = this.#entries.get(question);
    // Its days may change meanwhile.
    this.#fresh = entry;
    await entry.answer.finally(() => (this.#fresh = null));
    // Unless somebody began to work it out, because the former one had become too old.
    if (this.#entries.get(question) === former) this.#keep(question, entry);
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
    for (const entry of [...this.#entries.values(), ...(this.#fresh === null ? [] : [this.#fresh])]) {
      const { upTo } = entry;
      if (upTo === null) continue;
      if (changed === null || changed.some(({ start }) => start <= upTo)) entry.isOutdated = true;
    }
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
