import type { BooksToRead } from '@app/host';
import { type Logger, NestLogger } from '@app/platform';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { HttpModule } from './http-module.ts';
import { servePages } from './pages/serve-pages.ts';
import { registerPlugins } from './plugins.ts';
import { ProblemFilter } from './problems/problem-filter.ts';
import { validation } from './problems/validation.ts';

export type HttpParts = Readonly<{
  books: BooksToRead;
  logger: Logger;
  host: string;
  port: number;
  requestsPerMinute: number;
}>;

/** The longest body. Only operations have one, and theirs are short. */
const BODY_LIMIT = 64 * 1024;

/** The longest id in a path. A longer one is answered with 414 before any route, in another format. */
const MAX_PARAM_LENGTH = 1000;

/** Serves the API over the books. Resolves once it listens. */
export const startHttp = async (parts: HttpParts): Promise<NestFastifyApplication> => {
  const { books, logger, host, port, requestsPerMinute } = parts;
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
  });
  const app = await NestFactory.create<NestFastifyApplication>(HttpModule.register(books), adapter, {
    // Nest names every route at the level info.
    logger: new NestLogger(logger.child({}, { level: 'warn' })),
    abortOnError: false,
  });
  await registerPlugins(app, requestsPerMinute);
  await servePages(app);
  app.useGlobalPipes(validation());
  app.useGlobalFilters(new ProblemFilter(logger));
  await app.listen(port, host);
  logger.info({ url: await app.getUrl() }, 'serving the API');
  return app;
};
