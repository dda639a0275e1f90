/**
 * Why an operation is not done: the event does not exist, was settled before, or cannot be sent again as it is; the key
 * was used for another operation; or the topic is none of ours.
 */
export type OperationRefusal = 'not_found' | 'settled' | 'cannot_redrive' | 'key_reused' | 'unknown_topic';

/** An operation that is not done, because it makes no sense. */
export class OperationRefusedError extends Error {
  override readonly name = 'OperationRefusedError';

  constructor(
    readonly code: OperationRefusal,
    message: string,
  ) {
    super(message);
  }
}
