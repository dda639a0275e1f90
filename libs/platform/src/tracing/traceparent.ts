/** A span as others refer to it: 32 and 16 digits in hex. */
export type SpanContext = Readonly<{ traceId: string; spanId: string }>;

/** The header of a record that names the span which it comes from (W3C Trace Context). */
export const TRACEPARENT = 'traceparent';

const SHAPE = /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]([\da-f])/;

export const traceparentOf = ({ traceId, spanId }: SpanContext): string => `00-${traceId}-${spanId}-01`;

/** The span that a header names; null if it is malformed, or if the span was not sampled. */
export const spanContextOf = (traceparent: string): SpanContext | null => {
  const [, traceId, spanId, flags = '0'] = SHAPE.exec(traceparent) ?? [];
  const isSampled = Number.parseInt(flags, 16) % 2 === 1;
  return isSampled && traceId !== undefined && spanId !== undefined ? { traceId, spanId } : null;
};

/** More links than this would say nothing to a reader, and make the span of a large batch dear. */
const LINKS_MAX = 32;

/** The spans that these headers name, each once: at most 32. */
export const linksTo = (traceparents: Iterable<string>): readonly SpanContext[] => {
  const links = new Map<string, SpanContext>();
  for (const traceparent of traceparents) {
    const context = spanContextOf(traceparent);
    if (context !== null) links.set(traceparentOf(context), context);
    if (links.size === LINKS_MAX) break;
  }
  return [...links.values()];
};

/** The `traceparent` headers of records that have one. */
export function* traceparentsIn(
  records: readonly Readonly<{ headers: Readonly<Record<string, Buffer>> }>[],
): Generator<string> {
  for (const { headers } of records) {
    const found = headers[TRACEPARENT];
    if (found !== undefined) yield found.toString('latin1');
  }
}
