export * from './incoming.ts';
export * from './ports/outbox.ts';
export * from './ports/progress.ts';
