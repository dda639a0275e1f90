import { HttpException } from '@nestjs/common';
import { type ProblemBody, problemBody } from './problem.ts';
import { RefusedRequest } from './refused-request.ts';

/** The status that Fastify and its plugins give their own errors; null for any other error. */
const statusOf = (error: Error): number | null => {
  const status: unknown = Reflect.get(error, 'statusCode');
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
};

/** The problem of a request that we, Nest or Fastify refuse; null for an error that says nothing about the request. */
export const requestProblem = (error: unknown): ProblemBody | null => {
  if (!(error instanceof Error)) return null;
  if (error instanceof RefusedRequest) return problemBody(error.status, error.message);
  if (error instanceof HttpException) return problemBody(error.getStatus(), error.message);
  const status = statusOf(error);
  return status === null ? null : problemBody(status, error.message);
};

/** The problem of a request that nothing above explains. Details of a bug are in the log alone. */
export const bugProblem = (): ProblemBody =>
  problemBody(500, 'this request hit a bug; the log of the server has the details');
