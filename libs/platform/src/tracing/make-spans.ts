import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { messageOf } from '../errors/thrown.ts';
import type { Span } from './otlp-exporter.ts';
import { linksTo, type SpanContext, traceparentOf } from './traceparent.ts';
import type { Spanned, Tracing } from './tracing.ts';

/** Takes the spans that have ended. */
export type SpanSink = Readonly<{ add(span: Span): void; close(): Promise<void> }>;

const newId = (bytes: number): string => randomBytes(bytes).toString('hex');

/** What the work is about must not stop the work. */
const linksOf = async ({ about }: Spanned<never>): Promise<readonly SpanContext[]> => {
  try {
    return about === undefined ? [] : linksTo(await about());
  } catch {
    return [];
  }
};

/** Makes spans, and gives them to the sink as they end. Work within the work of a span is a span below it. */
export const makeSpans = (sink: SpanSink): Tracing => {
  const current = new AsyncLocalStorage<SpanContext>();
  const span = async <T>(of: Spanned<T>, work: () => Promise<T>): Promise<T> => {
    const parent = current.getStore() ?? null;
    const context = { traceId: parent?.traceId ?? newId(16), spanId: newId(8) };
    const links = await linksOf(of);
    const startedAt = Date.now();
    const began = performance.now();
    const end = (attributes: Span['attributes'], fault: string | null): void =>
      sink.add({
        ...context,
        ...{ name: of.name, parentSpanId: parent?.spanId ?? null, links, attributes, fault },
        ...{ startedAt, endedAt: startedAt + performance.now() - began },
      });
    try {
      const result = await current.run(context, work);
      const said = of.said === undefined ? {} : of.said(result);
      if (said !== null) end(said, null);
      return result;
    } catch (error) {
      end({}, messageOf(error));
      throw error;
    }
  };
  return {
    span,
    traceparent: () => {
      const context = current.getStore();
      return context === undefined ? null : traceparentOf(context);
    },
    logFields: () => {
      const context = current.getStore();
      return context === undefined ? {} : { trace_id: context.traceId, span_id: context.spanId };
    },
    close: () => sink.close(),
  };
};
