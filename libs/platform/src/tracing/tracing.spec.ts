import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { type SpanContext, SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { createLogger } from '../logging/create-logger.ts';
import { makeSpans } from './make-spans.ts';
import { startTracing } from './start-tracing.ts';
import { linksTo, spanContextOf } from './traceparent.ts';
import { traceparentsIn } from './traceparents-in.ts';

const SAMPLED = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const [TRACE, SPAN] = [SAMPLED.slice(3, 35), SAMPLED.slice(36, 52)];

const idsOf = ({ traceId, spanId }: SpanContext) => ({ traceId, spanId });

/** The spans that have ended, in that order. */
const collecting = () => {
  const exporter = new InMemorySpanExporter();
  const ended = () =>
    exporter.getFinishedSpans().map((span) => ({
      ...{ name: span.name, attributes: span.attributes, ...idsOf(span.spanContext()) },
      parentSpanId: span.parentSpanContext?.spanId ?? null,
      links: span.links.map(({ context }) => idsOf(context)),
      fault: span.status.code === SpanStatusCode.ERROR ? span.status.message : null,
    }));
  return { ended, tracing: makeSpans(new SimpleSpanProcessor({ exporter })) };
};

describe('a traceparent', () => {
  it('names a span that was sampled, and none if it is malformed or was not sampled', () => {
    expect(spanContextOf(SAMPLED)).toMatchObject({ traceId: TRACE, spanId: SPAN });
    expect(spanContextOf(`${SAMPLED.slice(0, -1)}0`)).toBeNull();
    expect(spanContextOf(SAMPLED.replace(TRACE, '0'.repeat(32)))).toBeNull();
    expect(spanContextOf('00-abc-def-01')).toBeNull();
  });

  it('is a link once, and a batch has 32 links at most', () => {
    const records = Array.from({ length: 5_000 }, (_, i) => ({
      headers: { traceparent: Buffer.from(SAMPLED.replace(SPAN, String(Math.floor(i / 2) + 1).padStart(16, '0'))) },
    }));
    const links = linksTo(traceparentsIn([{ headers: {} }, ...records]));
    expect(links).toHaveLength(32);
    expect(new Set(links.map(({ spanId }) => spanId)).size).toBe(32);
  });
});

describe('a span', () => {
  it('links to what the work is about, and says what became of it', async () => {
    const { ended, tracing } = collecting();
    const of = { name: 'fold', about: () => [SAMPLED], said: (contracts: number) => ({ contracts }) };
    expect(await tracing.span(of, async () => 3)).toBe(3);
    expect(ended()).toMatchObject([
      { name: 'fold', parentSpanId: null, links: [{ traceId: TRACE, spanId: SPAN }], attributes: { contracts: 3 } },
    ]);
  });

  it('is below the span in whose work it begins, and is named by traceparent and in the log there', async () => {
    const { ended, tracing } = collecting();
    const lines: string[] = [];
    const output = { write: (line: string): void => void lines.push(line) };
    const logger = createLogger({ name: 'test', level: 'info', output, fields: tracing.logFields });
    let traceparent: string | null = null;
    await tracing.span({ name: 'outer' }, () =>
      tracing.span({ name: 'inner' }, async () => {
        traceparent = tracing.traceparent();
        logger.info('within');
      }),
    );
    logger.info('outside');
    const [inner, outer] = ended();
    expect(inner).toMatchObject({ traceId: outer?.traceId, parentSpanId: outer?.spanId });
    expect(traceparent).toBe(`00-${inner?.traceId}-${inner?.spanId}-01`);
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      expect.objectContaining({ msg: 'within', trace_id: inner?.traceId, span_id: inner?.spanId }),
      expect.not.objectContaining({ trace_id: expect.anything() }),
    ]);
    expect(tracing.traceparent()).toBeNull();
  });

  it('keeps the failure of the work, and is not made of work that did nothing', async () => {
    const { ended, tracing } = collecting();
    const failing = tracing.span({ name: 'take' }, () => Promise.reject(new Error('no answer')));
    await expect(failing).rejects.toThrow('no answer');
    await tracing.span({ name: 'take', said: () => null }, async () => 0);
    expect(ended()).toMatchObject([{ name: 'take', fault: 'no answer' }]);
  });

  it('is made without links if these cannot be found', async () => {
    const { ended, tracing } = collecting();
    const about = () => Promise.reject(new Error('no store'));
    expect(await tracing.span({ name: 'take', about }, async () => 'done')).toBe('done');
    expect(ended()).toMatchObject([{ links: [], fault: null }]);
  });
});

describe('startTracing', () => {
  const options = { headers: null, service: 'acv-test', onFault: () => undefined };

  it('makes no span without a collector', async () => {
    const tracing = await startTracing({ ...options, endpoint: null });
    const about = (): never => {
      throw new Error('asked for links');
    };
    expect(await tracing.span({ name: 'take', about }, async () => tracing.traceparent())).toBeNull();
    expect(tracing.logFields()).toEqual({});
  });

  it('sends spans by OTLP, with the headers, and says once that the collector takes none', async () => {
    const requests: Readonly<{ url: string | undefined; headers: IncomingHttpHeaders; body: string }>[] = [];
    const collector = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        requests.push({ url: request.url, headers: request.headers, body });
        response.writeHead(requests.length === 1 ? 200 : 400).end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`;
    const faults: string[] = [];
    for (const name of ['take', 'fold']) {
      const headers = 'authorization=Bearer a=b, x-team=finance';
      const tracing = await startTracing({ ...options, endpoint, headers, onFault: (fault) => faults.push(fault) });
      await tracing.span({ name, about: () => [SAMPLED], said: () => ({ periods: 2, kind: 'a' }) }, async () => 0);
      await tracing.close();
    }
    collector.closeAllConnections();
    collector.close();
    const [{ url, headers, body } = { url: '', headers: {}, body: '{}' }] = requests;
    expect(url).toBe('/v1/traces');
    expect(headers).toMatchObject({ authorization: 'Bearer a=b', 'x-team': 'finance' });
    expect(JSON.parse(body)).toMatchObject({
      resourceSpans: [
        {
          resource: {
            attributes: expect.arrayContaining([{ key: 'service.name', value: { stringValue: 'acv-test' } }]),
          },
          scopeSpans: [
            {
              spans: [
                {
                  traceId: expect.stringMatching(/^[\da-f]{32}$/),
                  spanId: expect.stringMatching(/^[\da-f]{16}$/),
                  name: 'take',
                  startTimeUnixNano: expect.stringMatching(/^\d{19}$/),
                  endTimeUnixNano: expect.stringMatching(/^\d{19}$/),
                  links: [{ traceId: TRACE, spanId: SPAN }],
                  attributes: [
                    { key: 'periods', value: { intValue: 2 } },
                    { key: 'kind', value: { stringValue: 'a' } },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(faults).toEqual([expect.stringMatching(`^traces are lost: ${endpoint}v1/traces: `)]);
  });
});
