import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../e2e/support/compose.ts';
import type { ConnectorConfig } from './worker.ts';

const CONNECT = join(root, 'deploy', 'connect');

/** What is different on another machine. */
type Place = Readonly<{ snapshots: string; contracts: string; databaseUrl: string }>;

/** The variables by which connectors get the user of their database. */
export const secrets = (databaseUrl: string): Readonly<Record<string, string>> => {
  const { username, password } = new URL(databaseUrl);
  return { ACV_SINK_USER: username, ACV_SINK_PASSWORD: decodeURIComponent(password) };
};

/** A connector of `deploy/connect` with these topics, database and folder in place of its own. */
export const connector = (name: string, { snapshots, contracts, databaseUrl }: Place): ConnectorConfig => {
  const { host, pathname } = new URL(databaseUrl);
  const text = readFileSync(join(CONNECT, 'connectors', `${name}.json`), 'utf8')
    .replaceAll('acv.snapshots.v1', snapshots)
    .replaceAll('acv.contracts.v1', contracts)
    .replaceAll('/etc/acv-stream/connect', CONNECT)
    .replaceAll('localhost:5432/warehouse', `${host}${pathname}`);
  const config: ConnectorConfig = JSON.parse(text);
  return config;
};
