// An entry of its own: only who consumes loads Nest, whose transport this is.
export { OnBatch, BATCH_PATTERN } from './batch-pattern.ts';
export { KafkaBatchServer } from './kafka-batch-server.ts';
export { RethrowFilter } from './rethrow-filter.ts';
