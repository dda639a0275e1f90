import type { Writable } from 'node:stream';

/** The most bytes that wait for a reader. One that takes less than it is sent is cut off, and resumes where it was. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;

/** One who reads the stream. */
export class StreamReader {
  readonly #output: Writable;

  constructor(output: Writable) {
    this.#output = output;
  }

  get isGone(): boolean {
    return this.#output.destroyed || this.#output.writableEnded;
  }

  /** Sends at once, or cuts the reader off. */
  send(text: string): void {
    if (this.isGone) return;
    this.#output.write(text);
    if (this.#output.writableLength > MOST_WAITING_BYTES) this.#output.destroy();
  }

  /** Resolves when nothing waits any more, or the reader is gone. */
  async drained(): Promise<void> {
    if (this.isGone || !this.#output.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      this.#output.once('drain', resolve).once('close', resolve);
    });
  }

  end(): void {
    this.#output.destroy();
  }
}
