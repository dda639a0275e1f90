import type { IncomingBatch } from '@app/processing';
import { BaseRpcContext, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { BATCH_PATTERN } from './batch-pattern.ts';

/** Resolves once the batch is committed. Rejects if nothing of it is. */
export type BatchHandler = (batch: IncomingBatch) => Promise<void>;

/**
 * The one handler that a controller has registered. Nest turns an error of a handler into an Observable that errors
 * only when subscribed to, so without `lastValueFrom` a failed batch would be skipped silently.
 */
export function batchHandler(handlers: ReadonlyMap<string, MessageHandler>): BatchHandler {
  const handler = handlers.get(BATCH_PATTERN);
  if (!handler) throw new Error('No controller handles batches: mark one method with @OnBatch().');
  if (handler.next) throw new Error('Several methods are marked with @OnBatch(): a batch has one transaction.');
  return async (batch) => {
    const result: unknown = await handler(batch, new BaseRpcContext([]));
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: null });
  };
}
