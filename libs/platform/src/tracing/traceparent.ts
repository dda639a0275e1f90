import { type SpanContext, TraceFlags } from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';

export const traceparentOf = ({ traceId, spanId }: SpanContext): string => `00-${traceId}-${spanId}-01`;

/** The span that a header names; null if it is malformed, or if the span was not sampled. */
export const spanContextOf = (traceparent: string): SpanContext | null => {
  const context = parseTraceParent(traceparent);
  return context !== null && (context.traceFlags & TraceFlags.SAMPLED) !== 0 ? context : null;
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
