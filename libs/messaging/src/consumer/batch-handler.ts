import type { IncomingBatch } from '@app/processing';
import { BaseRpcContext, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { BATCH_PATTERN } from './batch-pattern.ts';

/** Resolves when the batch is done, rejects when it is not. */
export type BatchHandler = (batch: IncomingBatch) => Promise<void>;

/**
 * The one handler that a controller has registered. Nest turns an error of a handler into an Observable that errors when
 * subscribed to, and only then: one that is not waited for would pass the batch over in silence.
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
