import type { Diagnosis } from './diagnosis.ts';

type Own = Readonly<Record<string, Diagnosis>>;

const error = { area: 'books', severity: 'error' } as const;
const warning = { area: 'books', severity: 'warning' } as const;
const note = { area: 'books', severity: 'note' } as const;

const RESTATE = 'npm run --silent acv -- restate';
const REPUBLISH = 'npm run --silent acv -- republish';

export const BOOKS_DIAGNOSES = {
  event_missing: {
    ...error,
    title: 'an event that was folded is no longer in the ledger',
    todo: 'Send the event again: replay a file that has it, or restore the ledger from a backup.',
    command: null,
  },
  event_unreadable: {
    ...error,
    title: 'an event of the ledger cannot be read',
    todo: 'The row of its pack was changed by hand or damaged. Restore the row from a backup.',
    command: null,
  },
  event_without_text: {
    ...error,
    title: 'the ledger has an event whose text is gone',
    todo: 'Restore the row of its pack from a backup, or load the events into a new store.',
    command: null,
  },
  contract_missing: {
    ...error,
    title: 'the ledger has events of a contract that has no books',
    todo: 'Queue the contract, and a processor folds it.',
    command: null,
  },
  contract_differs: {
    ...error,
    title: 'a contract is not what its events say',
    todo: 'Fold it again: restating values every contract again from its events, under the same policy.',
    command: RESTATE,
  },
  span_differs: {
    ...error,
    title: 'the spans of a contract are not what its events say',
    todo: 'Fold it again: restating values every contract again from its events, under the same policy.',
    command: RESTATE,
  },
  charge_differs: {
    ...error,
    title: 'the one-time lines of a contract are not what its events say',
    todo: 'Fold it again: restating values every contract again from its events, under the same policy.',
    command: RESTATE,
  },
  booking_differs: {
    ...error,
    title: 'the booking of a contract is not what its events say',
    todo: 'Fold it again: restating values every contract again from its events, under the same policy.',
    command: RESTATE,
  },
  record_differs: {
    ...error,
    title: 'the published record of a contract is not what its spans say on any day',
    todo: 'Fold it again: restating values every contract again from its events, and publishes the record.',
    command: RESTATE,
  },
  merge_differs: {
    ...error,
    title: 'the merged customers are not what the events say',
    todo: 'Load the events into a new store, and compare.',
    command: null,
  },
  customer_differs: {
    ...error,
    title: 'a customer has another first active day than its contracts',
    todo: 'Restating works the first days out again.',
    command: RESTATE,
  },
  snapshot_differs: {
    ...error,
    title: 'a snapshot is not what the spans say',
    todo: 'Take it again: restating takes every period again, under the same policy.',
    command: RESTATE,
  },
  segments_do_not_add_up: {
    ...error,
    title: 'the segments of a dimension do not add up to the whole',
    todo: 'Take the period again: restating takes every period again, under the same policy.',
    command: RESTATE,
  },
  contract_set_aside: {
    ...warning,
    title: 'a contract takes too long to value, and its figures are old',
    todo: 'A processor tries it again by itself, with a larger budget. Look for thousands of lines or renewals in its events, or raise FOLD_BUDGET_MS.',
    command: null,
  },
  scheduled_change_lost: {
    ...warning,
    title: 'a scheduled change never took effect',
    todo: 'If the change still stands, send it again under a new id, with a later time (and version).',
    command: null,
  },
  events_refused: {
    ...warning,
    title: 'refused events are missing from every figure',
    todo: 'Mend them and send them again by acv refused redrive, or discard them.',
    command: 'npm run --silent acv -- refused',
  },
  payloads_read_differently: {
    ...warning,
    title: 'payloads of one origin were read by a former translator or by several configs',
    todo: 'Read them all by the present translator and config: see first what changes, then run it without --dry-run.',
    command: null,
  },
  contracts_waiting: {
    ...warning,
    title: 'events wait to be folded',
    todo: 'Start a processor, or look at its log. A store of files is folded by the next acv replay.',
    command: null,
  },
  queue_stray: {
    ...warning,
    title: 'the queue of contracts has rows that no fold takes',
    todo: 'Delete these rows: they name events that are not in the ledger, or another shard.',
    command: null,
  },
  changes_waiting: {
    ...warning,
    title: 'changes wait for the next snapshots',
    todo: 'Start the snapshotter, or look at its log. A store of files is taken by the next acv replay.',
    command: null,
  },
  snapshots_old: {
    ...warning,
    title: 'the last snapshots are of an earlier day',
    todo: 'Start the snapshotter, or look at its log.',
    command: null,
  },
  outbox_waiting: {
    ...warning,
    title: 'records wait in the outbox',
    todo: 'Start a processor or the snapshotter with a connection to Kafka. If one runs, its log says why the topic refuses.',
    command: null,
  },
  partition_behind: {
    ...warning,
    title: 'a partition was left unread',
    todo: 'Start a processor, or look at its log and at acv_stopped_partitions.',
    command: null,
  },
  catching_up: {
    ...note,
    title: 'the store catches up, so closed periods wait',
    todo: 'Wait, or start more processors. A topic that is no longer read is forgotten at the next start of a processor.',
    command: null,
  },
  output_behind: {
    ...error,
    title: 'a topic has an older record than the store, or none',
    todo: 'Publish everything again.',
    command: REPUBLISH,
  },
  output_ahead: {
    ...error,
    title: 'a topic has a newer record than the store',
    todo: 'The store was put back, or another store writes to the topic. Once the services have caught up, publish everything again.',
    command: REPUBLISH,
  },
  output_differs: {
    ...error,
    title: 'a topic has another record than the store under the same revision',
    todo: 'Publish everything again, and look for another program that writes to the topic.',
    command: REPUBLISH,
  },
  policy_differs: {
    area: 'policy',
    severity: 'error',
    title: 'the store is valued by another policy than the one given',
    todo: 'Restate the store under the policy, or start the services with the policy of the store.',
    command: 'npm run --silent acv -- restate --policy policy.json',
  },
  policy_damaged: {
    area: 'policy',
    severity: 'error',
    title: 'the stored policy does not fit its id',
    todo: 'Its row was changed by hand. Restate under the policy that is meant.',
    command: 'npm run --silent acv -- restate --policy policy.json',
  },
  calculation_differs: {
    area: 'policy',
    severity: 'error',
    title: 'the contracts are valued by another calculation than that of this program',
    todo: 'Restate the store; the policy can stay as it is.',
    command: RESTATE,
  },
  rate_missing: {
    area: 'rates',
    severity: 'error',
    title: 'a currency has no rate, so contracts are left out of figures',
    todo: 'Load the rates of the currency.',
    command: 'npm run --silent acv -- rates load rates.csv',
  },
  rate_old: {
    area: 'rates',
    severity: 'warning',
    title: 'the last rate of a currency is old',
    todo: 'Load newer rates. Until then the last one counts.',
    command: 'npm run --silent acv -- rates load rates.csv',
  },
  clock_differs: {
    area: 'clock',
    severity: 'warning',
    title: 'the clocks of two machines differ',
    todo: 'Let both follow a time server. Days begin and records are numbered by these clocks.',
    command: null,
  },
} as const satisfies Own;
