import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Ids = Readonly<{ traceId: string; spanId: string }>;

/** A span as OTLP has it, as far as tests read it. */
export type ReceivedSpan = Ids & Readonly<{ name: string; links: readonly Ids[] }>;

type Request = Readonly<{
  resourceSpans: readonly Readonly<{ scopeSpans: readonly Readonly<{ spans: readonly ReceivedSpan[] }>[] }>[];
}>;

/** A collector of traces on this machine, which takes OTLP in JSON over HTTP and keeps the spans. */
export type Collector = Readonly<{ endpoint: string; spans: () => readonly ReceivedSpan[]; stop: () => void }>;

export const startCollector = async (): Promise<Collector> => {
  const spans: ReceivedSpan[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { resourceSpans }: Request = JSON.parse(body);
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans: () => spans,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
