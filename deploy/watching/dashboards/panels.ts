/** A query in PromQL, and how its lines are named. */
export type Query = Readonly<{ expr: string; legend: string }>;

/** A panel. `unit` is one of Grafana's units; null counts things. */
export type Panel = Readonly<{
  title: string;
  /** What the panel shows and what is normal, for somebody who never saw the project. */
  says: string;
  kind: 'lines' | 'number';
  unit: 's' | 'bytes' | 'reqps' | 'percentunit' | 'dateTimeFromNow' | null;
  queries: readonly Query[];
}>;

export type Board = Readonly<{
  /** The name of the file and of the address in Grafana. */
  uid: string;
  title: string;
  panels: readonly Panel[];
}>;

const lines = (title: string, says: string, unit: Panel['unit'], ...queries: readonly Query[]): Panel => ({
  title,
  says,
  kind: 'lines',
  unit,
  queries,
});

const number = (title: string, says: string, unit: Panel['unit'], expr: string): Panel => ({
  title,
  says,
  kind: 'number',
  unit,
  queries: [{ expr, legend: title }],
});

const query = (expr: string, legend: string): Query => ({ expr, legend });

/** The share of the slowest requests that a line leaves above it: one in a hundred. */
const slowest = (metric: string, by = ''): string =>
  `histogram_quantile(0.99, sum by (le${by}) (rate(${metric}_bucket[$__rate_interval])))`;

const eventsByOutcome = query('sum by (outcome) (rate(acv_events_total[$__rate_interval]))', '{{outcome}}');

const OVERVIEW: Board = {
  uid: 'acv-overview',
  title: 'acv-stream: overview',
  panels: [
    number('Services up', 'Services that Prometheus can scrape.', null, 'sum(up{job=~"acv.*"})'),
    number(
      'Last take',
      'When snapshots were last taken, or found up to date. Normal: seconds ago.',
      'dateTimeFromNow',
      'max(acv_last_take_timestamp_seconds) * 1000',
    ),
    number(
      'Stopped partitions',
      'Partitions that cannot go on without loss. Normal: 0.',
      null,
      'max(acv_stopped_partitions)',
    ),
    number(
      'Customers without a rate',
      'Customers that the figures leave out. Normal: 0.',
      null,
      'sum(max by (currency) (acv_missing_rate_customers)) or vector(0)',
    ),
    number(
      'Refused events waiting',
      'Events that are in no figure until somebody mends or discards them. Normal: 0.',
      null,
      'sum(max by (code) (acv_refused_waiting)) or vector(0)',
    ),
    number(
      'Contracts set aside',
      'Contracts that cost too much to value. Normal: 0.',
      null,
      'max(acv_contracts_set_aside)',
    ),
    lines('Events', 'Records consumed a second, by outcome.', 'reqps', eventsByOutcome),
    lines(
      'Records waiting',
      'Records of the input topics that wait to be processed. Normal: falls back to 0.',
      null,
      query('sum by (topic) (acv_lag_records)', '{{topic}}'),
    ),
    lines(
      'Age of the figures',
      'Seconds between the latest event processed and now while records wait, and since the last take.',
      's',
      query('max(acv_lag_event_time_seconds)', 'latest event'),
      query('time() - max(acv_last_take_timestamp_seconds)', 'last take'),
    ),
    lines(
      'Failed attempts',
      'Work that fails and is repeated, a second. Normal: none.',
      'reqps',
      query('sum by (job, work) (rate(acv_retries_total[$__rate_interval]))', '{{job}}: {{work}}'),
    ),
    lines(
      'Memory',
      'Resident memory of each process. Normal: under 350 MB for services of a stream.',
      'bytes',
      query('process_resident_memory_bytes{job=~"acv.*"}', '{{job}} {{instance}}'),
    ),
    lines(
      'Processor time',
      'Cores that each process uses.',
      'percentunit',
      query('rate(process_cpu_seconds_total{job=~"acv.*"}[$__rate_interval])', '{{job}} {{instance}}'),
    ),
  ],
};

const STREAM: Board = {
  uid: 'acv-stream',
  title: 'acv-stream: stream',
  panels: [
    lines('Events', 'Records consumed a second, by outcome.', 'reqps', eventsByOutcome),
    lines(
      'Refused',
      'Events refused a second, by code. They wait in the table of refused events and in the dead-letter topic.',
      'reqps',
      query('sum by (code) (rate(acv_refused_total[$__rate_interval]))', '{{code}}'),
    ),
    lines(
      'Records waiting, by partition',
      'One that stands still while others fall has stopped, or its key is hot.',
      null,
      query('max by (topic, partition) (acv_lag_records)', '{{topic}}[{{partition}}]'),
    ),
    lines(
      'Partitions catching up',
      'Closed periods wait while there are some. Normal: 0, except after a start on a long history.',
      null,
      query('max(acv_catching_up_partitions)', 'catching up'),
      query('max(acv_stopped_partitions)', 'stopped'),
    ),
    lines(
      'Seconds a batch',
      'From the start of a batch to its commit; 99 of 100 take less than the upper line.',
      's',
      query(slowest('acv_batch_seconds'), '99 of 100'),
      query(
        'sum(rate(acv_batch_seconds_sum[$__rate_interval])) / sum(rate(acv_batch_seconds_count[$__rate_interval]))',
        'mean',
      ),
    ),
    lines(
      'Records a batch',
      'Few at a trickle, thousands in a backlog.',
      null,
      query(
        'sum(rate(acv_batch_records_sum[$__rate_interval])) / sum(rate(acv_batch_records_count[$__rate_interval]))',
        'mean',
      ),
    ),
    lines(
      'Records waiting to be published',
      'Normal: falls back to 0 within seconds.',
      null,
      query('max by (topic) (acv_outbox_depth)', '{{topic}}'),
    ),
    lines(
      'Age of the oldest unpublished record',
      'Rises while an output topic is missing, full or forbidden.',
      's',
      query('max by (topic) (acv_outbox_age_seconds)', '{{topic}}'),
    ),
    lines(
      'Webhooks',
      'Requests a second, by billing system and outcome.',
      'reqps',
      query('sum by (system, outcome) (rate(acv_webhook_requests_total[$__rate_interval]))', '{{system}}: {{outcome}}'),
    ),
    lines(
      'Seconds until a webhook is acknowledged',
      '99 of 100 take less. Billing systems give up after 5 to 30 s.',
      's',
      query(slowest('acv_webhook_acknowledge_seconds', ', system'), '{{system}}'),
    ),
    lines(
      'Bytes of webhooks',
      'Bytes that wait for their acknowledgement, and bytes accepted a second, by billing system.',
      'bytes',
      query('sum(acv_webhook_waiting_bytes)', 'waiting'),
      query('sum by (system) (rate(acv_webhook_accepted_bytes_total[$__rate_interval]))', '{{system}}, a second'),
    ),
    lines(
      'Payloads that say no event',
      'Payloads a second that are passed over, by topic and reason.',
      'reqps',
      query('sum by (topic, reason) (rate(acv_payloads_ignored_total[$__rate_interval]))', '{{topic}}: {{reason}}'),
    ),
    lines(
      'Failed publications',
      'Attempts a second of the relay that failed, by topic.',
      'reqps',
      query('sum by (topic) (rate(acv_relay_errors_total[$__rate_interval]))', '{{topic}}'),
    ),
  ],
};

const BOOKS: Board = {
  uid: 'acv-books',
  title: 'acv-stream: books',
  panels: [
    lines(
      'Contracts waiting to be folded',
      'Normal: falls back to 0.',
      null,
      query('max(acv_stale_contracts)', 'contracts'),
    ),
    lines(
      'Periods waiting to be taken',
      'Normal: falls back to 0 with each take.',
      null,
      query('max(acv_stale_periods)', 'periods'),
    ),
    lines(
      'Seconds a take',
      'From reading the changes to the commit of the revisions; 99 of 100 take less than the upper line.',
      's',
      query(slowest('acv_snapshot_seconds'), '99 of 100'),
      query(
        'sum(rate(acv_snapshot_seconds_sum[$__rate_interval])) / sum(rate(acv_snapshot_seconds_count[$__rate_interval]))',
        'mean',
      ),
    ),
    lines(
      'Figures of closed periods that changed',
      'Revisions an hour. Each has its reason in `acv history`. Normal: few.',
      null,
      query('sum(increase(acv_restated_revisions_total[1h]))', 'revisions'),
    ),
    lines(
      'Customers without a rate',
      'Customers that the figures leave out, by currency. Normal: none.',
      null,
      query('max by (currency) (acv_missing_rate_customers)', '{{currency}}'),
    ),
    lines(
      'Refused events waiting',
      'By code. Normal: none.',
      null,
      query('max by (code) (acv_refused_waiting)', '{{code}}'),
    ),
    lines(
      'Contracts set aside',
      'Contracts that cost too much to value: their latest events are in no figure. Normal: 0.',
      null,
      query('max(acv_contracts_set_aside)', 'contracts'),
    ),
    lines(
      'Payloads with notes',
      'Payloads a second that were taken although not all of them is known, by topic and note.',
      'reqps',
      query('sum by (topic, note) (rate(acv_payload_notes_total[$__rate_interval]))', '{{topic}}: {{note}}'),
    ),
  ],
};

const POSTGRES: Board = {
  uid: 'acv-postgres',
  title: 'acv-stream: Postgres',
  panels: [
    lines(
      'Size of the tables',
      'The twelve largest, with their indexes.',
      'bytes',
      query('topk(12, max by (table) (acv_store_table_bytes))', '{{table}}'),
    ),
    number(
      'Size of the store',
      'All tables with their indexes.',
      'bytes',
      'sum(max by (table) (acv_store_table_bytes))',
    ),
    lines(
      'Dead rows',
      'Rows that vacuum has not removed yet, of the twelve tables that have most. Normal: rises and falls.',
      null,
      query('topk(12, max by (table) (acv_store_dead_rows))', '{{table}}'),
    ),
    lines(
      'Oldest transaction',
      'Vacuum removes nothing that it could still see. Normal: seconds, or minutes during a restatement.',
      's',
      query('max(acv_store_oldest_transaction_seconds)', 'oldest'),
    ),
    lines('Sessions', 'Of the database, by state.', null, query('max by (state) (acv_store_sessions)', '{{state}}')),
    lines(
      'Failed attempts at the store',
      'A second, by work. Normal: none.',
      'reqps',
      query(
        'sum by (job, work) (rate(acv_retries_total{work=~"database|operator database|store|folding|takes"}[$__rate_interval]))',
        '{{job}}: {{work}}',
      ),
    ),
    lines(
      'Seconds a batch and a take',
      'The means of both, which rise first when Postgres is slow.',
      's',
      query(
        'sum(rate(acv_batch_seconds_sum[$__rate_interval])) / sum(rate(acv_batch_seconds_count[$__rate_interval]))',
        'batch',
      ),
      query(
        'sum(rate(acv_snapshot_seconds_sum[$__rate_interval])) / sum(rate(acv_snapshot_seconds_count[$__rate_interval]))',
        'take',
      ),
    ),
  ],
};

/** The dashboards, each a file of its own. */
export const BOARDS: readonly Board[] = [OVERVIEW, STREAM, BOOKS, POSTGRES];
