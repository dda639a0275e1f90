import { EventPattern } from '@nestjs/microservices';

export const BATCH_PATTERN = 'incoming-batch';

/** Marks the one method that applies every `IncomingBatch`. The batch is done when the returned promise resolves. */
export const OnBatch = (): MethodDecorator => EventPattern<string>(BATCH_PATTERN);
