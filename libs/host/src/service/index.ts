// An entry of its own: a service loads Nest and the driver of Kafka, which would cost every command most of its start.
export * from '../arriving-within.ts';
export * from '../catch-up-watch.ts';
export * from '../certificates.ts';
export * from '../external-failures.ts';
export * from '../make-topics.ts';
export * from '../open-books.ts';
export * from '../read-books.ts';
export * from '../relaying.ts';
export * from '../run-as-process.ts';
export * from '../sampling.ts';
export * from '../service-context.ts';
export * from '../service-readiness.ts';
export * from '../store-module.ts';
export * from '../under-policy.ts';
