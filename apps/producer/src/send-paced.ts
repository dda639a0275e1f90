import type { KeyedRecord, RecordSender } from './record-sender.ts';

export type Pace = Readonly<{
  /** 0: as fast as the brokers acknowledge. */
  perSecond: number;
  /** A monotonic clock, in milliseconds. */
  now: () => number;
  /** Resolves after `ms` milliseconds, or at once when the signal aborts. */
  pause: (ms: number) => Promise<void>;
  signal: AbortSignal;
}>;

const LARGEST_SEND = 500;
const SENDS_A_SECOND = 10;

const sendSize = (perSecond: number): number =>
  perSecond === 0 ? LARGEST_SEND : Math.min(LARGEST_SEND, Math.ceil(perSecond / SENDS_A_SECOND));

/** Sends the records in order, at the pace. Returns the number sent. On abort it ends after the current send. */
export const sendPaced = async (
  records: AsyncIterable<KeyedRecord> | Iterable<KeyedRecord>,
  { sender, topic }: Readonly<{ sender: RecordSender; topic: string }>,
  { perSecond, now, pause, signal }: Pace,
): Promise<number> => {
  const size = sendSize(perSecond);
  const startedAt = now();
  let sent = 0;
  const send = async (batch: readonly KeyedRecord[]): Promise<void> => {
    await sender.send(topic, batch);
    sent += batch.length;
    // Measured from the start, not from the last send, so that later sends make up for a late one.
    const early = perSecond === 0 ? 0 : startedAt + (sent * 1000) / perSecond - now();
    if (early > 0 && !signal.aborted) await pause(early);
  };

  let waiting: KeyedRecord[] = [];
  for await (const record of records) {
    waiting.push(record);
    if (waiting.length < size) continue;
    await send(waiting);
    waiting = [];
    if (signal.aborted) return sent;
  }
  if (waiting.length > 0 && !signal.aborted) await send(waiting);
  return sent;
};
