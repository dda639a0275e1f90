import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Everything that a page of ours needs comes from its own origin, and nothing in it is inline. */
const DIRECTIVES = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  // The API may be served without TLS, on the loopback address or behind a proxy.
  upgradeInsecureRequests: null,
};

const MINUTE_MS = 60_000;

/** Security headers, compression and the rate limit. */
export const registerPlugins = async (app: NestFastifyApplication, requestsPerMinute: number): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    strictTransportSecurity: false,
  });
  await app.register(compress);
  await app.register(rateLimit, { max: requestsPerMinute, timeWindow: MINUTE_MS });
};
