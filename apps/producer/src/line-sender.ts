import { type KeyedRecord, RecordSender } from './record-sender.ts';

/** Writes records as lines instead of sending them. */
export class LineSender extends RecordSender {
  readonly #write: (text: string) => Promise<void>;
  readonly #end: () => Promise<void>;

  constructor(write: (text: string) => Promise<void>, end: () => Promise<void>) {
    super();
    this.#write = write;
    this.#end = end;
  }

  override send(_topic: string, records: readonly KeyedRecord[]): Promise<void> {
    return this.#write(records.map(({ value }) => `${value}\n`).join(''));
  }

  override close(): Promise<void> {
    return this.#end();
  }
}
