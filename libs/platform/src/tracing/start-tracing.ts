import { version } from '../version.ts';
import { NO_TRACING, type Tracing } from './tracing.ts';

export type TracingOptions = Readonly<{
  /** The collector; null: no spans are made, and nothing that makes them is loaded. */
  endpoint: string | null;
  /** `name=value` pairs, separated by commas. */
  headers: string | null;
  service: string;
  onFault: (message: string) => void;
}>;

const headersFrom = (text: string | null): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (text ?? '')
      .split(',')
      .map((pair) => pair.split('='))
      .flatMap(([name = '', ...value]) => (name.trim() === '' ? [] : [[name.trim(), value.join('=').trim()]])),
  );

/** Starts to make spans, if a collector is named. */
export const startTracing = async ({ endpoint, headers, service, onFault }: TracingOptions): Promise<Tracing> => {
  if (endpoint === null) return NO_TRACING;
  const { otlpSpans } = await import('./otlp-spans.ts');
  return otlpSpans({ endpoint, headers: headersFrom(headers), service, version: version(), onFault });
};
