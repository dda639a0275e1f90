import { type Logger, NestLogger, type Watched, WatchModule } from '@app/platform';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Serves health and metrics. An application of its own: it answers before the database and the brokers are there, and
 * until the last batch is done.
 */
export const startWatch = async (
  watched: Watched,
  logger: Logger,
  { host, port }: Readonly<{ host: string; port: number }>,
): Promise<NestFastifyApplication> => {
  const app = await NestFactory.create<NestFastifyApplication>(
    WatchModule.register(watched),
    // A scraper that keeps its connection must not hold up the end of the process.
    new FastifyAdapter({ forceCloseConnections: true }),
    { logger: new NestLogger(logger), abortOnError: false },
  );
  await app.listen(port, host);
  logger.info({ url: await app.getUrl() }, 'serving health and metrics');
  return app;
};
