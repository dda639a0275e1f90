import { type Logger, messageOf } from '@app/platform';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NotModified } from '../caching/tag-interceptor.ts';
import { problemOf } from './problem-of.ts';

/** Seconds after which a client may ask again, while the store is not available. */
const RETRY_AFTER = '5';

/** Answers every error as `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof NotModified) {
      void reply.status(304).send();
      return;
    }
    const problem = problemOf(error);
    if (problem.status >= 500) this.#logger.error({ err: error }, `a request failed: ${messageOf(error)}`);
    if (reply.sent) return;
    reply.removeHeader('etag');
    reply.header('cache-control', 'no-store');
    if (problem.status === 503) reply.header('retry-after', RETRY_AFTER);
    void reply.status(problem.status).type('application/problem+json').send(problem);
  }
}
