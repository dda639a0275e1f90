import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type MetricDeclaration, type MetricKey, METRICS } from './metric-table.ts';

type Label<K extends MetricKey> = (typeof METRICS)[K]['labels'][number];

type Metric<K extends MetricKey> = (typeof METRICS)[K] extends { kind: 'counter' }
  ? Counter<Label<K>>
  : (typeof METRICS)[K] extends { kind: 'gauge' }
    ? Gauge<Label<K>>
    : Histogram<Label<K>>;

/** Every metric of the table, typed by its own labels, and the registry that serves them. */
export type Metrics = Readonly<{ [K in MetricKey]: Metric<K> }> & Readonly<{ registry: Registry }>;

const build = (declaration: MetricDeclaration, registry: Registry): Counter | Gauge | Histogram => {
  const { name, help, labels } = declaration;
  const common = { name, help, labelNames: [...labels], registers: [registry] };
  switch (declaration.kind) {
    case 'counter':
      return new Counter(common);
    case 'gauge':
      return new Gauge(common);
    case 'histogram':
      return new Histogram({ ...common, buckets: [...declaration.buckets] });
  }
};

/** The interval of the event loop monitor. The library's 10 ms woke an idle process a hundred times a second. */
const EVENT_LOOP_MONITOR_MS = 100;

/** Each call has a registry of its own, so two apps in one process (a test) do not share metrics. */
export const createMetrics = ({ withProcess = true }: Readonly<{ withProcess?: boolean }> = {}): Metrics => {
  const registry = new Registry();
  if (withProcess) collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: EVENT_LOOP_MONITOR_MS });
  const built = Object.entries(METRICS).map(([key, declaration]) => [key, build(declaration, registry)]);
  // Each metric was built by the declaration that its type follows from.
  return Object.freeze({ ...Object.fromEntries(built), registry }) as Metrics;
};
