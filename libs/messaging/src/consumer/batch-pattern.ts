import { EventPattern } from '@nestjs/microservices';

export const BATCH_PATTERN = 'incoming-batch';

/** Marks the one method that is given every `IncomingBatch`. It is done when what it returns resolves or completes. */
export const OnBatch = (): MethodDecorator => EventPattern<string>(BATCH_PATTERN);
