import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace';
import { messageOf } from '../errors/thrown.ts';
import { makeSpans } from './make-spans.ts';
import type { Tracing } from './tracing.ts';

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

/** The exporter, and a word when it begins to fail. Nothing else would say it. */
const saying = (exporter: SpanExporter, url: string, onFault: OtlpOptions['onFault']): SpanExporter => {
  let isFaulty = false;
  const report = ({ code, error }: ExportResult): void => {
    const failed = code === ExportResultCode.FAILED;
    if (failed && !isFaulty)
      onFault(`traces are lost: ${url}: ${error === undefined ? 'no reason' : messageOf(error)}`);
    isFaulty = failed;
  };
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        report(result);
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
};

/** Sends spans to a collector by OTLP over HTTP. Nothing waits for it, and no failure of it stops the work. */
export const otlpSpans = ({ endpoint, headers, service, version, onFault }: OtlpOptions): Tracing => {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: TIMEOUT_MS });
  const processor = new BatchSpanProcessor({
    ...{ exporter: saying(exporter, url, onFault), maxQueueSize: WAITING_MAX },
    ...{ scheduledDelayMillis: FLUSH_MS, exportTimeoutMillis: TIMEOUT_MS },
  });
  return makeSpans(processor, resourceFromAttributes({ 'service.name': service, 'service.version': version }));
};
