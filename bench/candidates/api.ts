import { until } from '../measure/run.ts';
import type { Child } from '../measure/child.ts';
import type { Store } from '../services/store.ts';
import { startService } from './start-service.ts';

export type Api = Readonly<{ url: string; child: Child }>;

const urlIn = (output: string): string | null => /"url":"(http:[^"]+)".*serving the API/.exec(output)?.[1] ?? null;

/** Starts the API over a store, as Docker Compose does, but without a limit of requests. */
export const startApi = async (store: Store): Promise<Api> => {
  const child = startService('api', {
    ...{ DATABASE_URL: store.url, API_HOST: '127.0.0.1', API_PORT: '0', API_REQUESTS_PER_MINUTE: '1000000' },
  });
  await until('the API listens', () => urlIn(child.output()) !== null, { child });
  return { url: urlIn(child.output()) ?? '', child };
};
