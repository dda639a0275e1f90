import { UsageError } from '@app/host';
import { type Logger, pause } from '@app/platform';
import type { WrittenFormat } from '../company/writers.ts';
import { type KeyedRecord, RecordSender } from '../record-sender.ts';
import { signedHeaders } from './signed-headers.ts';

type Endpoint = Readonly<{
  /** The address of the service, without the path. */
  url: string;
  format: WrittenFormat;
  secret: string;
  logger: Logger;
  signal: AbortSignal;
}>;

const AT_ONCE = 20;
const WAIT_MS = 1000;

/** What says that it should be sent again: the service cannot reach the brokers, or is asked too often. */
const AGAIN = new Set([429, 503]);

/**
 * Sends records as signed webhooks, as a vendor does: several at once, and each again until it is taken. The topic is the
 * matter of the service that receives them.
 */
export class WebhookSender extends RecordSender {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    super();
    this.#endpoint = endpoint;
  }

  override async send(_topic: string, records: readonly KeyedRecord[]): Promise<void> {
    for (let from = 0; from < records.length; from += AT_ONCE) {
      await Promise.all(records.slice(from, from + AT_ONCE).map(({ value }) => this.#deliver(value)));
    }
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }

  async #deliver(body: string): Promise<void> {
    const { logger, signal } = this.#endpoint;
    while (!signal.aborted) {
      const missed = await this.#attempt(body);
      if (missed === null) return;
      logger.warn(missed);
      await pause(WAIT_MS, signal);
    }
  }

  /** Null: it is taken; else why it is not yet. An answer that another attempt would not change is thrown. */
  async #attempt(body: string): Promise<string | null> {
    const { url, format, secret } = this.#endpoint;
    const address = `${url.replace(/\/+$/, '')}/ingest/${format}`;
    let status: number;
    try {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signedHeaders(format, body, secret, Date.now()) },
        body,
      });
      await answer.arrayBuffer();
      ({ status } = answer);
    } catch (error) {
      return `no answer from ${address}: ${String(error instanceof Error ? (error.cause ?? error) : error)}`;
    }
    if (status === 200) return null;
    if (AGAIN.has(status)) return `${address} answers ${status}; sending again`;
    const hint = status === 401 ? '; is --secret one of its secrets?' : '';
    throw new UsageError(`${address} answers ${status}${hint}`);
  }
}
