import { Decimal } from '@app/domain';
import { errorClass } from '@app/host/service';
import type { Database } from '@app/persistence';
import { messageOf } from '@app/platform';
import { type DoctorCheck, examine, type Examination } from '@app/processing';
import { eventJson } from '@app/wire';
import { packBody, packText } from '../../libs/persistence/src/packs/event-pack.ts';
import { examineStore, type StoreTerms } from '../../apps/cli/src/doctor/examine-store.ts';
import { amended, created, day, merged, term } from '../builders/events.ts';
import { line, oneTime } from '../builders/lines.ts';
import { connect, type OpenStore, openFresh } from '../builders/postgres-store.ts';
import { fileBatch } from '../builders/records.ts';
import { databaseFrom, type PostgresService } from '../services/postgres.ts';

const EVENT_OF_B = created({
  contract: 'b',
  customer: 'cus-b',
  currency: 'EUR',
  term: term('2025-01-15', null),
  attributes: { tier: 'plus' },
});

/** The body of a pack that has one event, that of contract b with another text, as SQL. */
export const bodyOfB = (change: (text: string) => string): string => {
  const { id, source } = EVENT_OF_B;
  const content = { mode: 'structured', type: null, time: null, subject: null, headers: null } as const;
  const text = packText([{ id, source, ...content, text: change(eventJson(EVENT_OF_B)) }]);
  return `'\\x${packBody(text, null).toString('hex')}'`;
};

const EVENTS = [
  created({ contract: 'a', customer: 'cus-a', attributes: { tier: 'core' }, lines: [line(), oneTime('2025-01-01')] }),
  amended({
    contract: 'a',
    customer: 'cus-a',
    effective: '2025-02-01',
    version: 1,
    attributes: { tier: 'core' },
    lines: [line({ price: 70 })],
  }),
  EVENT_OF_B,
  created({
    contract: 'c',
    customer: 'cus-c',
    term: term('2025-02-10', '2025-03-10', true),
    attributes: { tier: 'plus' },
  }),
  created({ contract: 'd', customer: 'cus-d', term: term('2025-01-01', '2026-01-01') }),
  merged('cus-d', 'cus-e'),
];

const RATES = ['2024-12-31', '2025-01-31', '2025-02-28', '2025-03-31'].map((date) => ({
  currency: 'EUR',
  date: day(date),
  rate: new Decimal('1.1'),
}));

/** A small store without a fault, to which nobody is connected: a template for copies with one. */
export const soundStore = async (service: PostgresService): Promise<OpenStore> => {
  const store = await openFresh(service);
  await store.rates(RATES);
  await store.apply(fileBatch(EVENTS));
  for (const taken of ['2025-01-31', '2025-02-28', '2025-03-31']) await store.take(day(taken));
  await store.database.query('DELETE FROM outbox');
  await store.database.query('VACUUM ANALYZE');
  return store;
};

const TERMS: StoreTerms = {
  extent: 'sample',
  policy: null,
  folder: null,
  isKafkaAsked: false,
  ofKafka: () => [],
  onProgress: () => undefined,
};

/** Examines as the command does. */
export const examining = (checks: readonly DoctorCheck[]): Promise<Examination> =>
  examine(checks, {
    onCheck: () => undefined,
    whySkipped: (error) => (errorClass(error) === 'bug' ? null : messageOf(error)),
  });

export const examined = (database: Database, terms: Partial<StoreTerms> = {}): Promise<Examination> =>
  examineStore(database, { ...TERMS, ...terms }, examining);

/** Runs `work` on a copy of a store to which nobody is connected, and drops the copy. */
export const withCopy = async <T>(
  service: PostgresService,
  url: string,
  work: (database: Database, url: string) => Promise<T>,
): Promise<T> => {
  const copy = await databaseFrom(new URL(url).pathname.slice(1), service);
  const database = await connect(copy.url);
  try {
    return await work(database, copy.url);
  } finally {
    await database.close();
    await copy.drop();
  }
};
