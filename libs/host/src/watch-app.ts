import type { Logger } from '@app/platform';
import { NestLogger, type Watched, WatchModule } from '@app/platform/service';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Serves health and metrics. It is a Nest application of its own, so it answers before the database and the brokers are
 * available and until the last batch is committed.
 */
export const startWatch = async (
  watched: Watched,
  logger: Logger,
  { host, port }: Readonly<{ host: string; port: number }>,
): Promise<NestFastifyApplication> => {
  const app = await NestFactory.create<NestFastifyApplication>(
    WatchModule.register(watched),
    // A scraper's open connection must not delay the end of the process.
    new FastifyAdapter({ forceCloseConnections: true }),
    { logger: new NestLogger(logger), abortOnError: false },
  );
  await app.listen(port, host);
  logger.info({ url: await app.getUrl() }, 'serving health and metrics');
  return app;
};
