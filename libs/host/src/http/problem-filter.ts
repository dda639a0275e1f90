import { type Logger, messageOf } from '@app/platform';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemBody } from './problem.ts';
import { RefusedRequest } from './refused-request.ts';

/** Seconds after which a client may ask again, while what a service needs is not available. */
const RETRY_AFTER = '5';

/** Which problem an error is. A service adds its own errors to those of `requestProblem`. */
export type ProblemOf = (error: unknown) => ProblemBody;

const send = (reply: FastifyReply, error: unknown, problem: ProblemBody): void => {
  if (problem.status === 503) void reply.header('retry-after', RETRY_AFTER);
  if (error instanceof RefusedRequest) void reply.headers(error.headers);
  void reply
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .status(problem.status)
    .type('application/problem+json')
    .send(problem);
};

/** Answers every error as `application/problem+json`. An error that is not the sender's is logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly problemOf: ProblemOf,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof HttpException && error.getStatus() === 304) return void reply.status(304).send();
    const problem = this.problemOf(error);
    if (problem.status >= 500 && !(error instanceof RefusedRequest))
      this.logger.error({ err: error }, `a request failed: ${messageOf(error)}`);
    if (!reply.sent) send(reply, error, problem);
  }
}

/** The same answers to what Fastify refuses before any route and filter sees it, such as a path that cannot be decoded. */
export const frameworkProblems =
  (problemOf: ProblemOf) =>
  (error: Error, _request: FastifyRequest, reply: FastifyReply): void =>
    send(reply, error, problemOf(error));
