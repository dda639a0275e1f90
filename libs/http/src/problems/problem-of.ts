import { bugProblem, errorClass, type ProblemBody, problemBody, requestProblem } from '@app/host/service';
import {
  CalculationDiffersError,
  NotReportedError,
  OperationRefusedError,
  type OperationRefusal,
  OutOfRangeError,
} from '@app/processing';
import { InvalidRequest } from './invalid-request.ts';

const OPERATION_STATUS: Readonly<Record<OperationRefusal, number>> = {
  not_found: 404,
  settled: 409,
  cannot_redrive: 409,
  key_reused: 422,
  unknown_topic: 400,
};

const ofOperation = ({ code, message }: OperationRefusedError): ProblemBody =>
  code === 'unknown_topic'
    ? problemBody(400, message, [{ field: 'topic', reason: message }])
    : problemBody(OPERATION_STATUS[code], message);

/** The SQLSTATE of a statement that ran longer than it may. */
const CANCELED = '57014';

const isGivenUp = (error: unknown): boolean =>
  error instanceof Error && (Reflect.get(error, 'code') === CANCELED || isGivenUp(error.cause));

const ofStore = (error: unknown): ProblemBody | null => {
  if (error instanceof CalculationDiffersError) return problemBody(503, error.message);
  if (errorClass(error) === 'bug') return null;
  return isGivenUp(error)
    ? problemBody(503, 'the question took too long and was given up; ask for less, or later')
    : problemBody(503, 'the store cannot be reached at the moment');
};

/** The answer to a request that failed. Details of a bug are in the log alone. */
export const problemOf = (error: unknown): ProblemBody => {
  if (error instanceof InvalidRequest) return problemBody(400, error.message, error.errors);
  if (error instanceof OutOfRangeError) {
    const reason = error.message.slice(error.field.length + 2);
    return problemBody(400, error.message, [{ field: error.field, reason }]);
  }
  if (error instanceof NotReportedError) return problemBody(404, error.message);
  if (error instanceof OperationRefusedError) return ofOperation(error);
  return requestProblem(error) ?? ofStore(error) ?? bugProblem();
};
