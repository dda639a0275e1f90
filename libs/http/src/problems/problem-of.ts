import { STATUS_CODES } from 'node:http';
import { errorClass } from '@app/host/service';
import {
  CalculationDiffersError,
  NotReportedError,
  OperationRefusedError,
  type OperationRefusal,
  OutOfRangeError,
} from '@app/processing';
import { HttpException } from '@nestjs/common';
import { InvalidRequest } from './invalid-request.ts';
import type { FieldError, Problem } from './problem.ts';

const problem = (status: number, detail: string, errors?: readonly FieldError[]): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
  ...(errors === undefined ? {} : { errors: [...errors] }),
});

/** The status that Fastify and its plugins give their own errors; null for any other error. */
const statusOf = (error: unknown): number | null => {
  const status: unknown = error instanceof Error ? Reflect.get(error, 'statusCode') : null;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
};

const ofHttp = (error: HttpException): Problem =>
  problem(error.getStatus(), error.message, error instanceof InvalidRequest ? error.errors : undefined);

const OPERATION_STATUS: Readonly<Record<OperationRefusal, number>> = {
  not_found: 404,
  settled: 409,
  cannot_redrive: 409,
  key_reused: 422,
  unknown_topic: 400,
};

const ofOperation = ({ code, message }: OperationRefusedError): Problem =>
  code === 'unknown_topic'
    ? problem(400, message, [{ field: 'topic', reason: message }])
    : problem(OPERATION_STATUS[code], message);

/** The SQLSTATE of a statement that ran longer than it may. */
const CANCELED = '57014';

const isGivenUp = (error: unknown): boolean =>
  error instanceof Error && (Reflect.get(error, 'code') === CANCELED || isGivenUp(error.cause));

const ofStore = (error: unknown): Problem | null => {
  if (error instanceof CalculationDiffersError) return problem(503, error.message);
  if (errorClass(error) === 'bug') return null;
  return isGivenUp(error)
    ? problem(503, 'the question took too long and was given up; ask for less, or later')
    : problem(503, 'the store cannot be reached at the moment');
};

/** The answer to a request that failed. Details of a bug are in the log alone. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof HttpException) return ofHttp(error);
  if (error instanceof OutOfRangeError) {
    const reason = error.message.slice(error.field.length + 2);
    return problem(400, error.message, [{ field: error.field, reason }]);
  }
  if (error instanceof NotReportedError) return problem(404, error.message);
  if (error instanceof OperationRefusedError) return ofOperation(error);
  const status = statusOf(error);
  if (status !== null && error instanceof Error) return problem(status, error.message);
  return ofStore(error) ?? problem(500, 'this request hit a bug; the log of the server has the details');
};
