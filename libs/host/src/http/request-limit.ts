import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { RefusedRequest } from './refused-request.ts';

const MINUTE_MS = 60_000;

/** How many senders are remembered at most; of more, the first ones are forgotten. */
const SENDERS_MAX = 10_000;

export type RequestLimit = Readonly<{
  requestsPerMinute: number;
  /** The name of the sender, such as that of its token; null: it counts by its address. */
  senderOf?: (request: FastifyRequest) => string | null;
}>;

/**
 * Limits the requests of each sender in a minute, good and bad ones, to known and unknown paths alike; the others are
 * refused with 429 and `Retry-After`. Of IPv6 a network of 64 bits counts as one address. Hooks that are added afterwards
 * see only requests within the limit.
 */
export const limitRequests = async (
  app: NestFastifyApplication,
  { requestsPerMinute, senderOf = () => null }: RequestLimit,
): Promise<void> => {
  await app.register(rateLimit, {
    global: false,
    max: requestsPerMinute,
    timeWindow: MINUTE_MS,
    cache: SENDERS_MAX,
    keyGenerator: (request) => {
      const sender = senderOf(request);
      return sender === null ? rateLimit.normalizeIP(request.ip) : `token ${sender}`;
    },
    errorResponseBuilder: () => new RefusedRequest(429, 'Too many requests.'),
  });
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', server.rateLimit());
};
