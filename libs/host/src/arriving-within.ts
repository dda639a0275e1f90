/** Node looks for slow requests only every 30 seconds by itself. */
const CHECKED_EVERY_MS = 1_000;

/**
 * Options of a Fastify server that cut off a request which has not arrived as a whole in time. The headers get the same
 * time: Node swaps the two limits if that of the headers is longer, and its default for headers is a minute.
 */
export const arrivingWithin = (ms: number) => ({
  requestTimeout: ms,
  http: { connectionsCheckingInterval: CHECKED_EVERY_MS, headersTimeout: ms },
});
