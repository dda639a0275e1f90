import { randomUUID } from 'node:crypto';
import { loopbackAccess, type OpenAccess, startHttp } from '@app/http';
import { Database, DATABASE_DEFAULTS } from '@app/persistence';
import { createLogger } from '@app/platform';
import type { OpenStore } from './postgres-store.ts';

/** The API over a store, as a login that may only read it. */
export type Served = Readonly<{
  url: string;
  get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** The same, and the body as JSON. */
  json: <T = Readonly<Record<string, unknown>>>(
    path: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Readonly<{ status: number; body: T }>>;
  close: () => Promise<void>;
}>;

/** Creates a login with this role alone, and returns the address of the store with it. */
const loginUrl = async (
  store: OpenStore,
  granted: 'acv_reader' | 'acv_operator',
): Promise<Readonly<{ url: string; drop: () => Promise<void> }>> => {
  const role = `acv_test_${randomUUID().replaceAll('-', '')}`;
  await store.database.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret' IN ROLE ${granted}`);
  const of = new URL(store.url);
  of.username = role;
  of.password = 'secret';
  return {
    url: of.href,
    drop: () => store.database.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`).then(() => undefined),
  };
};

type ServedAs = Readonly<{
  access?: OpenAccess['access'];
  requestsPerMinute?: number;
  statementTimeoutMs?: number;
  trustedProxies?: readonly string[];
  requestTimeoutMs?: number;
  /** The role of the login that does operations; null: the API only reads. */
  operatesAs?: 'acv_reader' | 'acv_operator' | null;
}>;

const TOPICS = { contractsTopic: 'acv.contracts.v1', snapshotsTopic: 'acv.snapshots.v1' };

export const serve = async (
  store: OpenStore,
  {
    access = loopbackAccess(),
    requestsPerMinute = 1_000_000,
    statementTimeoutMs = 60_000,
    trustedProxies = [],
    requestTimeoutMs = 15_000,
    operatesAs = null,
  }: ServedAs = {},
): Promise<Served> => {
  const reader = await loginUrl(store, 'acv_reader');
  const operator = operatesAs === null ? null : await loginUrl(store, operatesAs);
  const operating =
    operator === null ? null : await Database.connect({ ...DATABASE_DEFAULTS, url: operator.url, poolSize: 4 });
  const database = await Database.connect({
    ...DATABASE_DEFAULTS,
    url: reader.url,
    poolSize: 4,
    isReadOnly: true,
    statementTimeoutMs,
  });
  const app = await startHttp({
    books: { database, at: { policy: store.policy, policyId: store.policyId } },
    ...(operating === null ? {} : { operator: { database: operating, topics: TOPICS } }),
    // Tests compare answers with the present books, however busy the machine is.
    slowAnswerMs: Number.POSITIVE_INFINITY,
    logger: createLogger({ name: 'test', level: 'silent' }),
    host: '127.0.0.1',
    port: 0,
    access,
    requestsPerMinute,
    trustedProxies,
    requestTimeoutMs,
  });
  const url = await app.getUrl();
  const get: Served['get'] = (path, headers = {}) => fetch(`${url}${path}`, { headers });
  return {
    url,
    get,
    json: async <T>(path: string, headers?: Readonly<Record<string, string>>) => {
      const answer = await get(path, headers);
      return { status: answer.status, body: (await answer.json()) as T };
    },
    close: async () => {
      await app.close();
      await database.close();
      await operating?.close();
      await reader.drop();
      await operator?.drop();
    },
  };
};
