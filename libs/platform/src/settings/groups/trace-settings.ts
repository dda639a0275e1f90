import { text, url } from '../kind.ts';
import { optional } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

/** Where the traces of a service go, by the names that OpenTelemetry gives these variables. */
export const traceSettings = settingsGroup({
  title: 'Traces',
  settings: {
    endpoint: optional({
      name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
      kind: url('http', 'https'),
      description:
        'The collector that gets the traces by OTLP over HTTP, without `/v1/traces`; without it none are made.',
    }),
    headers: optional({
      name: 'OTEL_EXPORTER_OTLP_HEADERS',
      kind: text(),
      isSecret: true,
      description: 'Headers for the collector, such as a login: `name=value` pairs, separated by commas.',
    }),
  },
  faultsOf: ({ endpoint, headers }) =>
    headers !== null && endpoint === null
      ? ['OTEL_EXPORTER_OTLP_HEADERS is given without OTEL_EXPORTER_OTLP_ENDPOINT: expected both or none']
      : [],
});
