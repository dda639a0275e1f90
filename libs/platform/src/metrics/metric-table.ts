export type MetricDeclaration = Readonly<
  { name: string; help: string; labels: readonly string[] } & (
    { kind: 'counter' | 'gauge' } | { kind: 'histogram'; buckets: readonly number[] }
  )
>;

/** All metrics. A name ends with its unit. Dashboards, alerts and the reference are checked against this table. */
export const METRICS = {
  events: {
    kind: 'counter',
    name: 'acv_events_total',
    help: 'Records consumed, by type of event and outcome: accepted, repeated, refused, passed_over (tombstones, and payloads that say no event), already_done.',
    labels: ['type', 'outcome'],
  },
  refused: {
    kind: 'counter',
    name: 'acv_refused_total',
    help: 'Events refused, by refusal code.',
    labels: ['code'],
  },
  refusedWaiting: {
    kind: 'gauge',
    name: 'acv_refused_waiting',
    help: 'Refused events that wait, neither redriven nor discarded, by refusal code.',
    labels: ['code'],
  },
  payloadsIgnored: {
    kind: 'counter',
    name: 'acv_payloads_ignored_total',
    help: 'Payloads of billing systems that say no event, by topic and reason. Counted when they are read.',
    labels: ['topic', 'reason'],
  },
  payloadNotes: {
    kind: 'counter',
    name: 'acv_payload_notes_total',
    help: 'Payloads that were taken although not all of them is known, by topic and note. Counted when they are read.',
    labels: ['topic', 'note'],
  },
  batchRecords: {
    kind: 'histogram',
    name: 'acv_batch_records',
    help: 'Records in a batch, which is one transaction.',
    labels: [],
    buckets: [1, 10, 50, 100, 500, 1000, 2500, 5000, 10_000],
  },
  batchSeconds: {
    kind: 'histogram',
    name: 'acv_batch_seconds',
    help: 'Seconds from the start of a batch to its commit.',
    labels: [],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  },
  lagRecords: {
    kind: 'gauge',
    name: 'acv_lag_records',
    help: 'Records of a partition that wait to be processed.',
    labels: ['topic', 'partition'],
  },
  stoppedPartitions: {
    kind: 'gauge',
    name: 'acv_stopped_partitions',
    help: 'Partitions that cannot continue without loss: records were removed, or the topic was created again.',
    labels: [],
  },
  catchingUpPartitions: {
    kind: 'gauge',
    name: 'acv_catching_up_partitions',
    help: 'Partitions that are not read yet to the end that they had when they were first seen, or have more than 10,000 records left. While there are some, closed periods wait.',
    labels: [],
  },
  compactedInputTopics: {
    kind: 'gauge',
    name: 'acv_compacted_input_topics',
    help: 'Input topics that are compacted, as read at the start: Kafka removes the earlier events of a contract from them.',
    labels: [],
  },
  lagEventTime: {
    kind: 'gauge',
    name: 'acv_lag_event_time_seconds',
    help: 'Seconds between the time of the latest event processed and now; 0 if no record is waiting.',
    labels: [],
  },
  stalePeriods: {
    kind: 'gauge',
    name: 'acv_stale_periods',
    help: 'Periods whose snapshots wait to be taken again.',
    labels: [],
  },
  staleContracts: {
    kind: 'gauge',
    name: 'acv_stale_contracts',
    help: 'Contracts with events that wait to be folded.',
    labels: [],
  },
  contractsSetAside: {
    kind: 'gauge',
    name: 'acv_contracts_set_aside',
    help: 'Contracts whose fold takes more than `FOLD_BUDGET_MS`: their latest events are in no figure.',
    labels: [],
  },
  missingRates: {
    kind: 'gauge',
    name: 'acv_missing_rate_customers',
    help: 'Customers that the latest snapshots leave out because their currency has no exchange rate, by currency.',
    labels: ['currency'],
  },
  snapshotSeconds: {
    kind: 'histogram',
    name: 'acv_snapshot_seconds',
    help: 'Seconds for a take: from reading the changes to the commit of its revisions.',
    labels: [],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
  },
  lastTake: {
    kind: 'gauge',
    name: 'acv_last_take_timestamp_seconds',
    help: 'When the last take succeeded, also one that found nothing to do or left the work to another snapshotter, in seconds since 1970.',
    labels: [],
  },
  restatedRevisions: {
    kind: 'counter',
    name: 'acv_restated_revisions_total',
    help: 'Revisions that changed the figures of a closed period. A restatement by command is not counted.',
    labels: [],
  },
  retries: {
    kind: 'counter',
    name: 'acv_retries_total',
    help: 'Failed attempts of work that is repeated until it succeeds, by the name that the work has in readiness: database, operator database, store, kafka, topics, folding, takes.',
    labels: ['work'],
  },
  certificateExpires: {
    kind: 'gauge',
    name: 'acv_certificate_expires_timestamp_seconds',
    help: 'When the certificate that a setting names expires, in seconds since 1970; of several in one file the first to expire.',
    labels: ['setting'],
  },
  tableBytes: {
    kind: 'gauge',
    name: 'acv_store_table_bytes',
    help: 'Bytes of a table of the store with its indexes, as Postgres says them to the snapshotter.',
    labels: ['table'],
  },
  tableDeadRows: {
    kind: 'gauge',
    name: 'acv_store_dead_rows',
    help: 'Rows of a table that no transaction sees any more and that vacuum has not removed, as Postgres estimates them.',
    labels: ['table'],
  },
  storeSessions: {
    kind: 'gauge',
    name: 'acv_store_sessions',
    help: 'Sessions of the database of the store, by state; `hidden` for those of other logins whose state is not shown.',
    labels: ['state'],
  },
  oldestTransaction: {
    kind: 'gauge',
    name: 'acv_store_oldest_transaction_seconds',
    help: 'Seconds for which the oldest open transaction in the database of the store has lasted.',
    labels: [],
  },
  outboxDepth: {
    kind: 'gauge',
    name: 'acv_outbox_depth',
    help: 'Records of a topic that wait to be published.',
    labels: ['topic'],
  },
  outboxAge: {
    kind: 'gauge',
    name: 'acv_outbox_age_seconds',
    help: 'Seconds for which the oldest record of a topic has waited to be published.',
    labels: ['topic'],
  },
  relayErrors: {
    kind: 'counter',
    name: 'acv_relay_errors_total',
    help: 'Failed attempts to publish records of a topic.',
    labels: ['topic'],
  },
  webhookRequests: {
    kind: 'counter',
    name: 'acv_webhook_requests_total',
    help: 'Requests to the webhooks, by billing system (`none`: of no system that is set up) and outcome: accepted, malformed, unauthenticated, unknown, too_slow, too_large, unsupported, too_many, unavailable, failed.',
    labels: ['system', 'outcome'],
  },
  webhookSeconds: {
    kind: 'histogram',
    name: 'acv_webhook_acknowledge_seconds',
    help: 'Seconds from a verified webhook until the brokers acknowledged it.',
    labels: ['system'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
  webhookBytes: {
    kind: 'counter',
    name: 'acv_webhook_accepted_bytes_total',
    help: 'Bytes of the bodies of accepted webhooks.',
    labels: ['system'],
  },
  webhookWaitingBytes: {
    kind: 'gauge',
    name: 'acv_webhook_waiting_bytes',
    help: 'Bytes of webhooks that wait for their acknowledgement.',
    labels: [],
  },
} as const satisfies Readonly<Record<string, MetricDeclaration>>;

export type MetricKey = keyof typeof METRICS;
