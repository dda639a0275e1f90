import { todayIn } from '@app/host';
import { arrivingWithin, type BooksToRead, frameworkProblems, ProblemFilter } from '@app/host/service';
import { type BooksNow, BooksWatch, PostgresRevisionFeed } from '@app/persistence';
import { type Logger, SystemClock, version } from '@app/platform';
import { NestLogger } from '@app/platform/service';
import { dataAnswer } from '@app/processing';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Access } from './access/access.ts';
import { AccessGuard } from './access/access-guard.ts';
import { SharedAnswers } from './caching/shared-answers.ts';
import { TagInterceptor } from './caching/tag-interceptor.ts';
import { HttpModule } from './http-module.ts';
import { Operating, type OperatorParts } from './operations/operating.ts';
import { servePages } from './pages/serve-pages.ts';
import { serveReference } from './pages/serve-reference.ts';
import { registerPlugins } from './plugins.ts';
import { problemOf } from './problems/problem-of.ts';
import { validation } from './problems/validation.ts';
import { Reading } from './reading/reading.ts';
import { SnapshotStream } from './stream/snapshot-stream.ts';

export type HttpParts = Readonly<{
  books: BooksToRead;
  /** Absent: the API only reads. */
  operator?: OperatorParts;
  access: Access;
  logger: Logger;
  host: string;
  port: number;
  requestsPerMinute: number;
  /** The proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  /** Answers that take longer are given on for a while after the books have changed. Default: 2 s. */
  slowAnswerMs?: number;
  /** The milliseconds in which a request has to arrive as a whole. Default 15,000. */
  requestTimeoutMs?: number;
}>;

const VERSION = version();

/** The longest body. Only operations have one, and theirs are short. */
const BODY_LIMIT = 64 * 1024;

/** The longest id in a path. A longer one is answered with 414 before any route, in another format. */
const MAX_PARAM_LENGTH = 1000;

const REQUEST_TIMEOUT_MS = 15_000;

const adapter = ({
  trustedProxies,
  requestTimeoutMs = REQUEST_TIMEOUT_MS,
}: Pick<HttpParts, 'trustedProxies' | 'requestTimeoutMs'>): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    ...arrivingWithin(requestTimeoutMs),
    forceCloseConnections: true,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    frameworkErrors: frameworkProblems(problemOf),
  });

/** Serves the API over the books. Resolves once it listens. */
export const startHttp = async (parts: HttpParts): Promise<NestFastifyApplication> => {
  const { books, operator = null, access, logger, host, port } = parts;
  const reading = new Reading(books);
  const clock = new SystemClock();
  const stream = new SnapshotStream({
    feed: new PostgresRevisionFeed(books.database),
    health: () =>
      reading.run(async ({ data, at: { policyId } }) => dataAnswer(await data.now(), { policyId, version: VERSION })),
    logger,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    HttpModule.register({ reading, operating: new Operating(books, operator), access, stream }),
    adapter(parts),
    {
      // Nest names every route at the level info.
      logger: new NestLogger(logger.child({}, { level: 'warn' })),
      abortOnError: false,
    },
  );
  await registerPlugins(app, parts);
  await servePages(app);
  await serveReference(app);
  app.useGlobalGuards(new AccessGuard(access));
  const watch = new BooksWatch(books.database);
  // Today is a part of the version, because some answers are about the days to come.
  const look = async (): Promise<BooksNow> => {
    const now = await watch.look();
    return { ...now, version: `${now.version} ${todayIn(reading.timezone, clock)}` };
  };
  const slow = parts.slowAnswerMs === undefined ? {} : { slowMs: parts.slowAnswerMs };
  app.useGlobalInterceptors(new TagInterceptor(new SharedAnswers(look, slow)));
  app.useGlobalPipes(validation());
  app.useGlobalFilters(new ProblemFilter(logger, problemOf));
  await app.listen(port, host);
  logger.info({ url: await app.getUrl() }, 'serving the API');
  return app;
};
