import { messageOf } from '../errors/thrown.ts';
import type { SpanContext } from './traceparent.ts';

/** A piece of work that has ended. Times are milliseconds since 1970. */
export type Span = SpanContext &
  Readonly<{
    parentSpanId: string | null;
    name: string;
    startedAt: number;
    endedAt: number;
    links: readonly SpanContext[];
    attributes: Readonly<Record<string, string | number>>;
    /** Why the work failed; null if it did not. */
    fault: string | null;
  }>;

export type OtlpOptions = Readonly<{
  endpoint: string;
  headers: Readonly<Record<string, string>>;
  service: string;
  version: string;
  /** Called when the collector takes no spans, once until it does again. */
  onFault: (message: string) => void;
}>;

/** Spans that wait at most. Further ones are dropped: a collector that is away must cost no memory. */
const WAITING_MAX = 2_048;
const FLUSH_MS = 2_000;
const TIMEOUT_MS = 5_000;

const KIND_INTERNAL = 1;
const STATUS_ERROR = 2;

const attribute = ([key, value]: readonly [string, string | number]) => ({
  key,
  value:
    typeof value === 'string'
      ? { stringValue: value }
      : Number.isInteger(value)
        ? { intValue: String(value) }
        : { doubleValue: value },
});

const nanoseconds = (milliseconds: number): string => String(BigInt(Math.round(milliseconds * 1_000)) * 1_000n);

const otlpSpan = ({ traceId, spanId, parentSpanId, name, links, attributes, fault, ...times }: Span) => ({
  traceId,
  spanId,
  ...(parentSpanId === null ? {} : { parentSpanId }),
  name,
  kind: KIND_INTERNAL,
  startTimeUnixNano: nanoseconds(times.startedAt),
  endTimeUnixNano: nanoseconds(times.endedAt),
  attributes: Object.entries(attributes).map(attribute),
  links,
  status: fault === null ? {} : { code: STATUS_ERROR, message: fault },
});

/** Sends spans to a collector by OTLP in JSON over HTTP. Nothing waits for it, and no failure of it stops the work. */
export class OtlpExporter {
  readonly #options: OtlpOptions;
  readonly #url: string;
  readonly #resource: unknown;
  readonly #timer: NodeJS.Timeout;
  #waiting: Span[] = [];
  #sending: Promise<void> = Promise.resolve();
  #isFaulty = false;

  constructor(options: OtlpOptions) {
    this.#options = options;
    this.#url = `${options.endpoint.replace(/\/+$/, '')}/v1/traces`;
    this.#resource = {
      attributes: Object.entries({ 'service.name': options.service, 'service.version': options.version }).map(
        attribute,
      ),
    };
    this.#timer = setInterval(() => void this.#flush(), FLUSH_MS);
    this.#timer.unref();
  }

  add(span: Span): void {
    if (this.#waiting.length < WAITING_MAX) this.#waiting.push(span);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#flush();
  }

  /** One request at a time, in the order of the spans. */
  #flush(): Promise<void> {
    this.#sending = this.#sending.then(() => this.#send());
    return this.#sending;
  }

  async #send(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const spans = this.#waiting.map(otlpSpan);
    this.#waiting = [];
    const scopeSpans = [{ scope: { name: 'acv-stream' }, spans }];
    try {
      const answer = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...this.#options.headers },
        body: JSON.stringify({ resourceSpans: [{ resource: this.#resource, scopeSpans }] }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.arrayBuffer();
      this.#report(answer.ok ? null : `the answer is ${answer.status}`);
    } catch (error) {
      this.#report(messageOf(error));
    }
  }

  #report(fault: string | null): void {
    if (fault !== null && !this.#isFaulty) this.#options.onFault(`traces are lost: ${this.#url}: ${fault}`);
    this.#isFaulty = fault !== null;
  }
}
