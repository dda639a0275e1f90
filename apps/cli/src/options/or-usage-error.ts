import { UsageError } from '@app/host';
import { OperationRefusedError } from '@app/processing';

/** An operation that makes no sense is a matter of the arguments. */
export const orUsageError = async <T>(operation: Promise<T>): Promise<T> => {
  try {
    return await operation;
  } catch (error) {
    throw error instanceof OperationRefusedError ? new UsageError(error.message, { cause: error }) : error;
  }
};
