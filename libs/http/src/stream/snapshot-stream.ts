import { type Logger, messageOf } from '@app/platform';
import type { FedRevision, FeedPlace, RevisionFeed } from '@app/processing';
import { eventText, HEARTBEAT, placeIn, resetEvent, snapshotEvent } from './stream-event.ts';
import type { StreamReader } from './stream-reader.ts';

const LOOKS_EVERY_MS = 1_000;
const HEALTH_EVERY_MS = 5_000;
const BEATS_EVERY_MS = 15_000;

/** Revisions read at once. */
const AT_ONCE = 500;

/** A reader that is further behind reads what it shows anew, which is less. */
const MOST_BEHIND = 5_000;

export type StreamParts = Readonly<{
  feed: RevisionFeed;
  /** The health of the data, sent when it has changed. */
  health: () => Promise<unknown>;
  logger: Logger;
}>;

const isSame = (a: FeedPlace | null, b: FeedPlace | null): boolean =>
  a?.takeId === b?.takeId && a?.snapshotId === b?.snapshotId;

/** Sends every reader the revisions from where it was on. One query serves all, and none is asked without readers. */
export class SnapshotStream {
  readonly #parts: StreamParts;
  /** Those who are here, also while they catch up. */
  readonly #present = new Set<StreamReader>();
  /** Those who have all that was sent. */
  readonly #readers = new Set<StreamReader>();
  /** The last revision that was sent to all readers. */
  #place: FeedPlace | null = null;
  #health = '';
  #timers: readonly NodeJS.Timeout[] = [];
  #begun: Promise<void> | null = null;
  #looking: Promise<void> = Promise.resolve();

  constructor(parts: StreamParts) {
    this.#parts = parts;
  }

  get readers(): number {
    return this.#present.size;
  }

  /** Adds a reader. `lastId` is the id of the last event that it got; null: it wants what comes from now on. */
  async add(reader: StreamReader, lastId: string | null): Promise<void> {
    this.#present.add(reader);
    this.#begun ??= this.#begin();
    await this.#begun;
    await this.#catchUp(reader, lastId);
    if (reader.isGone) return;
    if (this.#health !== '') reader.send(eventText({ type: 'data', data: this.#health }));
    this.#readers.add(reader);
  }

  remove(reader: StreamReader): void {
    this.#readers.delete(reader);
    this.#present.delete(reader);
    if (this.#present.size === 0) this.#stop();
  }

  close(): void {
    for (const reader of this.#present) reader.end();
    this.#present.clear();
    this.#readers.clear();
    this.#stop();
  }

  /** Begins where the books are, before it looks for what comes. */
  async #begin(): Promise<void> {
    try {
      this.#place = await this.#parts.feed.last();
    } catch (error) {
      this.#begun = null;
      throw error;
    }
    await this.#safely(() => this.#lookAtHealth());
    this.#timers = [
      setInterval(() => this.#lookAgain(), LOOKS_EVERY_MS),
      setInterval(() => void this.#safely(() => this.#lookAtHealth()), HEALTH_EVERY_MS),
      setInterval(() => this.#toAll(HEARTBEAT), BEATS_EVERY_MS),
    ];
  }

  #stop(): void {
    this.#timers.forEach((timer) => clearInterval(timer));
    this.#timers = [];
    this.#begun = null;
  }

  /** Resolves when the reader has all that was sent to the others, and no event can come between. */
  async #catchUp(reader: StreamReader, lastId: string | null): Promise<void> {
    if (lastId === null) return;
    const { feed } = this.#parts;
    const known = placeIn(lastId);
    if (known === null || !(await feed.has(known))) return reader.send(resetEvent(this.#place));
    let place: FeedPlace = known;
    for (let sent = 0; !isSame(place, this.#place) && !reader.isGone;) {
      const missed = await feed.behind(place, AT_ONCE);
      sent += missed.length;
      if (sent > MOST_BEHIND) return reader.send(resetEvent(this.#place));
      place = this.#sendUpTo(reader, missed, place);
      await reader.drained();
      if (missed.length === 0) return;
    }
  }

  /** Sends no more than the others have got, because the next look sends the rest to all. */
  #sendUpTo(reader: StreamReader, missed: readonly FedRevision[], from: FeedPlace): FeedPlace {
    let place = from;
    for (const fed of missed) {
      if (isSame(place, this.#place)) break;
      reader.send(snapshotEvent(fed));
      place = fed.place;
    }
    return place;
  }

  /** One look at a time, in order. */
  #lookAgain(): void {
    this.#looking = this.#looking.then(() => this.#safely(() => this.#look()));
  }

  async #look(): Promise<void> {
    const { feed } = this.#parts;
    const last = await feed.last();
    while (!isSame(last, this.#place)) {
      const fresh = await feed.behind(this.#place, AT_ONCE);
      for (const fed of fresh) {
        this.#toAll(snapshotEvent(fed));
        this.#place = fed.place;
      }
      if (fresh.length === 0) return;
    }
  }

  async #lookAtHealth(): Promise<void> {
    const health = JSON.stringify(await this.#parts.health());
    if (health === this.#health) return;
    this.#health = health;
    this.#toAll(eventText({ type: 'data', data: health }));
  }

  #toAll(text: string): void {
    for (const reader of this.#readers) {
      reader.send(text);
      if (reader.isGone) this.#readers.delete(reader);
    }
  }

  /** A store that is away for a while ends no stream. */
  async #safely(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#parts.logger.warn({ err: error }, `the stream waits: ${messageOf(error)}`);
    }
  }
}
