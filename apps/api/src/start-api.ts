import { connectOperator, readBooks, type Running, type ServiceContext, showCertificates } from '@app/host/service';
import { openAccess, startHttp } from '@app/http';
import type { ApiSettings } from './api-app-settings.ts';

/** The connections of operations: one works at a time, and publishing again takes one beside it. */
const OPERATOR_POOL = 4;

/** Waits for a store that another process has opened, then serves the API over it. */
export const startApi = async (settings: ApiSettings, context: ServiceContext): Promise<Running> => {
  const { api, database, operator, topics } = settings;
  const { statementTimeoutMs, host, port, requestsPerMinute, trustedProxies } = api;
  const { logger } = context;
  await showCertificates(settings, context.metrics);
  const { access, close } = await openAccess(api, logger);
  const books = await readBooks({ ...database, statementTimeoutMs }, context);
  const operating =
    operator.url === null
      ? null
      : await connectOperator({ url: operator.url, poolSize: OPERATOR_POOL, statementTimeoutMs }, context);
  const app = await startHttp({
    books,
    ...(operating === null ? {} : { operator: { database: operating, topics } }),
    access,
    logger,
    host,
    port,
    requestsPerMinute,
    trustedProxies: trustedProxies ?? [],
  });
  return {
    close: async () => {
      await app.close();
      close();
      await operating?.close();
      await books.database.close();
    },
  };
};
