import { readBooks, type Running, type ServiceContext } from '@app/host';
import { openAccess, startHttp } from '@app/http';
import type { ApiSettings } from './api-app-settings.ts';

/** Waits for a store that another process has opened, then serves the API over it. */
export const startApi = async ({ api, database }: ApiSettings, context: ServiceContext): Promise<Running> => {
  const { statementTimeoutMs, host, port, requestsPerMinute, trustedProxies } = api;
  const { logger } = context;
  const { access, close } = await openAccess(api, logger);
  const books = await readBooks({ ...database, statementTimeoutMs }, context);
  const app = await startHttp({
    ...{ books, access, logger, host, port, requestsPerMinute },
    trustedProxies: trustedProxies ?? [],
  });
  return {
    close: async () => {
      await app.close();
      close();
      await books.database.close();
    },
  };
};
