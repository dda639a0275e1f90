import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import { limitRequests } from '@app/host/service';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Access } from './access/access.ts';

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

type Limits = Readonly<{ access: Access; requestsPerMinute: number }>;

/** Security headers, compression and the rate limit of each token, or of each address without one. */
export const registerPlugins = async (
  app: NestFastifyApplication,
  { access, requestsPerMinute }: Limits,
): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    strictTransportSecurity: false,
  });
  await app.register(compress);
  await limitRequests(app, { requestsPerMinute, senderOf: (request) => access.tokenOf(request)?.name ?? null });
};
