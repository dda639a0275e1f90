import { arrivingWithin, frameworkProblems, RefusedRequest } from '@app/host/service';
import type { Metrics } from '@app/platform/service';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { isSystem, type System } from '../systems/systems.ts';
import { outcomeOf } from './outcome.ts';
import { problemOf } from './problem-of.ts';

export type ServerOptions = Readonly<{
  bodyLimit: number;
  requestTimeoutMs: number;
  /** The proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  isOpen: (system: System) => boolean;
  metrics: Pick<Metrics, 'webhookRequests'>;
}>;

/** The kinds of bodies that billing systems send. They are kept as bytes, because signatures are over bytes. */
const CONTENT_TYPES = [
  /^application\/(?:[\w.-]+\+)?json(?:;|$)/,
  /^(?:application|text)\/xml(?:;|$)/,
  /^application\/x-www-form-urlencoded(?:;|$)/,
] as const;

const systemIn = (params: unknown): System | null => {
  const name: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, 'system') : null;
  return typeof name === 'string' && isSystem(name) ? name : null;
};

/** The server that webhooks come to. Slow senders are cut off; connections in work end with their answers. */
export const httpServer = (options: ServerOptions): FastifyAdapter => {
  const { bodyLimit, requestTimeoutMs, trustedProxies, isOpen, metrics } = options;
  const adapter = new FastifyAdapter({
    bodyLimit,
    ...arrivingWithin(requestTimeoutMs),
    forceCloseConnections: 'idle',
    frameworkErrors: frameworkProblems(problemOf),
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
  });
  const server = adapter.getInstance();
  server.removeAllContentTypeParsers();
  for (const type of CONTENT_TYPES)
    server.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  // Behind the limit of requests, which counts these too.
  server.addHook('preParsing', ({ headers }, _reply, _body, done) => {
    const encoding = headers['content-encoding'] ?? 'identity';
    return encoding === 'identity' ? done() : done(new RefusedRequest(415, 'A compressed body is not supported.'));
  });
  server.addHook('onResponse', (request, { statusCode }, done) => {
    const system = systemIn(request.params);
    const label = system !== null && isOpen(system) ? system : 'none';
    metrics.webhookRequests.inc({ system: label, outcome: outcomeOf(statusCode) });
    done();
  });
  return adapter;
};
