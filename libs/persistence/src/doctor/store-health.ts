import { addDays, type CivilDate, countInWords, type Policy } from '@app/domain';
import {
  type DoctorFinding,
  type Extent,
  finding,
  isRateOld,
  namesOf,
  readDifferentlyText,
  rereadingCommand,
} from '@app/processing';
import { dateFrom } from '../contracts/stored-dates.ts';
import { readSetAside } from '../contracts/stored-set-aside.ts';
import type { Querying } from '../database/database.ts';
import { REFUSED_BY_CODE } from '../health/data-health.sql.ts';
import { readPayloadsReadDifferently } from '../health/payloads-read-differently.ts';
import type { PostgresOutbox } from '../outbox/postgres-outbox.ts';
import { partitionsCatchingUp } from '../progress/partitions-catching-up.ts';
import { PostgresMissingRates } from '../reports/postgres-missing-rates.ts';
import {
  CUSTOMERS_THAT_DIFFER,
  EVENTS_WITHOUT_TEXT,
  LEFT_PARTITIONS,
  QUEUE,
  RATES_IN_USE,
  STRAY_ROWS,
  UNTAKEN,
} from './store-health.sql.ts';

/** What has waited for less than this, in seconds, is only noted: work takes a moment. */
const SOON_S = { queue: 60, outbox: 10, snapshotter: 60 } as const;

const lasting = (seconds: number): string =>
  seconds < 120
    ? `${Math.round(seconds)} s`
    : seconds < 7200
      ? `${Math.round(seconds / 60)} min`
      : `${Math.round(seconds / 3600)} h`;

/** Events that wait to be folded, and rows of the queue that no fold takes. */
export const queueFindings = async ({ query }: Querying): Promise<readonly DoctorFinding[]> => {
  const [queue] = await query<{ contracts: number; example: string | null; age: number | null }>(QUEUE);
  const stray = await query<{ contract_id: string; seq: string | null }>(STRAY_ROWS);
  const waiting =
    queue === undefined || queue.contracts === 0
      ? []
      : [
          finding('contracts_waiting', {
            object: queue.example ?? '',
            what: `${countInWords(queue.contracts, 'contract')} to be folded, ${queue.example} among them${queue.age === null ? '' : `; the oldest event has waited for ${lasting(queue.age)}`}`,
            ...((queue.age ?? 0) < SOON_S.queue ? { severity: 'note' } : {}),
          }),
        ];
  return [
    ...waiting,
    ...stray.map(({ contract_id, seq }) =>
      finding('queue_stray', {
        object: contract_id,
        what: `contract ${contract_id} waits for ${seq === null ? 'nothing, in the wrong shard' : `number ${seq} of the ledger`}`,
        command: `DELETE FROM unfolded WHERE contract_id = '${contract_id.replaceAll("'", "''")}'${seq === null ? '' : ` AND seq = ${seq}`};`,
      }),
    ),
  ];
};

/** Events of a sample. */
const EVENTS = 10_000;

/** Events of which the store has the identity and no text. */
export const textFindings = async (store: Querying, extent: Extent): Promise<readonly DoctorFinding[]> => {
  const rows = await store.query<{ contract_id: string | null; id: string; source: string; seq: string }>(
    EVENTS_WITHOUT_TEXT,
    [extent === 'all' ? null : EVENTS],
  );
  return rows.map(({ contract_id, id, source, seq }) =>
    finding('event_without_text', {
      object: contract_id ?? id,
      what: `event ${id} of ${source}, number ${seq} of the ledger, is neither in the queue nor in a pack`,
    }),
  );
};

export const setAsideFindings = async (store: Querying): Promise<readonly DoctorFinding[]> =>
  (await readSetAside(store)).map(({ contractId, reason, costMs, attempts, since, nextAttemptAt }) =>
    finding('contract_set_aside', {
      object: contractId,
      what: `contract ${contractId}: ${reason} (${costMs} ms at the last of ${countInWords(attempts, 'attempt')}), since ${since.toISOString()}; next attempt ${nextAttemptAt.toISOString()}`,
      command: `npm run --silent acv -- explain --contract ${JSON.stringify(contractId)}`,
    }),
  );

export const refusedFindings = async ({ query }: Querying): Promise<readonly DoctorFinding[]> =>
  (await query<{ code: string; waiting: number }>(REFUSED_BY_CODE)).flatMap(({ code, waiting }) =>
    waiting === 0
      ? []
      : [
          finding('events_refused', {
            object: code,
            what: `${countInWords(waiting, 'refused event')} waiting: ${code}`,
          }),
        ],
  );

export const payloadFindings = async (store: Querying): Promise<readonly DoctorFinding[]> =>
  (await readPayloadsReadDifferently(store)).map((found) =>
    finding('payloads_read_differently', {
      object: found.origin,
      what: readDifferentlyText(found),
      command: `npm run --silent acv -- ${rereadingCommand(found)}`,
    }),
  );

type Untaken = Readonly<{ changes: number; rates: number; seenAge: number | null; asOf: string | null }>;

/** Changes that no snapshot shows yet, and days that no snapshotter has taken. */
export const snapshotterFindings = async ({ query }: Querying, today: CivilDate): Promise<readonly DoctorFinding[]> => {
  const [untaken] = await query<Untaken>(UNTAKEN);
  if (untaken === undefined) return [];
  const { changes, rates, seenAge, asOf } = untaken;
  const isAtWork = seenAge !== null && seenAge < SOON_S.snapshotter;
  const seen = seenAge === null ? 'no snapshotter was ever seen' : `the snapshotter was seen ${lasting(seenAge)} ago`;
  return [
    ...(changes + rates > 0 && !isAtWork
      ? [
          finding('changes_waiting', {
            what: `${countInWords(changes, 'change')} of contracts and ${rates} of rates are in no snapshot; ${seen}`,
          }),
        ]
      : []),
    ...(seenAge !== null && asOf !== null && asOf < addDays(today, -1)
      ? [finding('snapshots_old', { what: `the last day taken is ${asOf}, today is ${today}; ${seen}` })]
      : []),
  ];
};

/** Records that no relay has published, for each topic. */
export const outboxFindings = async (outbox: PostgresOutbox): Promise<readonly DoctorFinding[]> =>
  (await outbox.lanes()).map(({ topic, waiting, oldestAgeSeconds }) =>
    finding('outbox_waiting', {
      object: topic,
      what: `${countInWords(waiting, 'record')} for ${topic}, the oldest for ${lasting(oldestAgeSeconds)}`,
      ...(oldestAgeSeconds < SOON_S.outbox ? { severity: 'note' } : {}),
    }),
  );

type LeftRow = Readonly<{ topic: string; partition: number; next: string; behind: string; since: Date }>;

/** Partitions that nobody reads on, as far as the store alone can tell. */
export const leftPartitionFindings = async ({ query }: Querying): Promise<readonly DoctorFinding[]> =>
  (await query<LeftRow>(LEFT_PARTITIONS)).map(({ topic, partition, next, behind, since }) =>
    finding('partition_behind', {
      object: `${topic}[${partition}]`,
      what: `${topic}[${partition}] stands at ${next} since ${since.toISOString()}, with ${behind} records left then`,
    }),
  );

export const catchingUpFindings = async (store: Querying): Promise<readonly DoctorFinding[]> =>
  (await partitionsCatchingUp(store)).map(({ topic, partition, next, end }) =>
    finding('catching_up', {
      object: `${topic}[${partition}]`,
      what: `${topic}[${partition}] is read to ${next ?? 'nowhere yet'}, and first to ${end}`,
    }),
  );

type RateTerms = Readonly<{ policy: Policy; day: CivilDate }>;

/** Currencies that the snapshots lack a rate of, or whose rates have ended, as of a day. */
export const rateFindings = async (store: Querying, { policy, day }: RateTerms): Promise<readonly DoctorFinding[]> => {
  const missing = new PostgresMissingRates(store, policy);
  const now = await missing.onDay(day, [day]);
  const byCurrency = Map.groupBy(await missing.inPeriods(), ({ currency }) => currency);
  const currencies = [...new Set([...now.map(({ currency }) => currency), ...byCurrency.keys()])].toSorted();
  const lacking = currencies.map((currency) => {
    const periods = (byCurrency.get(currency) ?? []).map(({ period }) => period);
    const today = now.find((row) => row.currency === currency);
    const parts = [
      ...(today === undefined ? [] : [`${countInWords(today.contracts, 'contract')} of ${day} left out`]),
      ...(periods.length === 0 ? [] : [`no rate in ${namesOf(periods)}`]),
    ];
    return finding('rate_missing', { object: currency, what: `${currency}: ${parts.join('; ')}` });
  });
  const used =
    policy.fx.mode === 'constant'
      ? []
      : await store.query<{ currency: string; dates: readonly string[] }>(RATES_IN_USE, [
          day,
          policy.reportingCurrency,
        ]);
  const old = used.filter(({ dates }) => isRateOld(dates.map(dateFrom), day));
  return [
    ...lacking,
    ...old.map(({ currency, dates }) =>
      finding('rate_old', { object: currency, what: `${currency}: the last rate is of ${dates[0]}, today is ${day}` }),
    ),
  ];
};

/** The customers of a sample. */
const SAMPLE = 1000;

type CustomerRow = Readonly<{ customer_id: string; first_active: string | null; first_day: string | null }>;

export const customerFindings = async ({ query }: Querying, extent: Extent): Promise<readonly DoctorFinding[]> =>
  (await query<CustomerRow>(CUSTOMERS_THAT_DIFFER, [extent === 'all' ? null : SAMPLE])).map((row) =>
    finding('customer_differs', {
      object: row.customer_id,
      what: `customer ${row.customer_id} is first active on ${row.first_active ?? 'no day'}, its contracts on ${row.first_day ?? 'no day'}`,
    }),
  );
