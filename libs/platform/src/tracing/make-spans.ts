import { type Attributes, type Context, type Link, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { messageOf } from '../errors/thrown.ts';
import { linksTo, traceparentOf } from './traceparent.ts';
import type { Spanned, Tracing } from './tracing.ts';

/** What the work is about must not stop the work. */
const linksOf = async ({ about }: Spanned<never>): Promise<Link[]> => {
  try {
    return about === undefined ? [] : linksTo(await about()).map((context) => ({ context }));
  } catch {
    return [];
  }
};

const failed = (span: Span, error: unknown): void => {
  span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) });
  span.end();
};

/** Makes spans, and gives them to the processor as they end. Work within the work of a span is a span below it. */
export const makeSpans = (processor: SpanProcessor, resource: Resource = resourceFromAttributes({})): Tracing => {
  const provider = new TracerProvider({ resource, spanProcessors: [processor] });
  const tracer = provider.getTracer('acv-stream');
  const contexts = new AsyncLocalStorageContextManager().enable();
  const within = (): ReturnType<Span['spanContext']> | undefined => trace.getSpanContext(contexts.active());
  return {
    span: async <T>(of: Spanned<T>, work: () => Promise<T>): Promise<T> => {
      const parent: Context = contexts.active();
      const span = tracer.startSpan(of.name, { links: await linksOf(of) }, parent);
      try {
        const result = await contexts.with(trace.setSpan(parent, span), work);
        const said: Attributes | null = of.said === undefined ? {} : of.said(result);
        // A span that does not end is not sent.
        if (said !== null) span.setAttributes(said).end();
        return result;
      } catch (error) {
        failed(span, error);
        throw error;
      }
    },
    traceparent: () => {
      const context = within();
      return context === undefined ? null : traceparentOf(context);
    },
    logFields: () => {
      const context = within();
      return context === undefined ? {} : { trace_id: context.traceId, span_id: context.spanId };
    },
    // Whatever could not be sent is lost, and the processor has said so.
    close: () => provider.shutdown().catch(() => undefined),
  };
};
