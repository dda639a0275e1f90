// An entry of its own: commands have no health and no metrics to serve, and so need not load Nest and prom-client.
export * from '../health/watch-module.ts';
export * from '../health/watched.ts';
export * from '../logging/nest-logger.ts';
export * from '../metrics/create-metrics.ts';
