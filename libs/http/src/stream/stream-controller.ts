import { Controller, Get, Headers, Inject, Req, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuseParameters } from '../problems/validation.ts';
import { SnapshotStream } from './snapshot-stream.ts';
import { StreamReader } from './stream-reader.ts';

/** More readers than this share too little of one process. */
const MOST_READERS = 5_000;

const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // A proxy would keep events back until its buffer is full.
  'x-accel-buffering': 'no',
};

type Request = FastifyRequest<{ Querystring: Readonly<Record<string, unknown>> }>;

@Controller('api/v1')
export class StreamController {
  constructor(@Inject(SnapshotStream) private readonly stream: SnapshotStream) {}

  @Get('stream')
  @ApiOperation({ operationId: 'followSnapshots', summary: 'Revisions of snapshots as they are written, as events' })
  @ApiProduces('text/event-stream')
  follow(
    @Req() { query }: Request,
    @Res() reply: FastifyReply,
    @Headers('last-event-id') lastId: string | undefined,
  ): void {
    refuseParameters(query);
    if (this.stream.readers >= MOST_READERS) throw new ServiceUnavailableException('too many follow the stream');
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, HEADERS);
    raw.write('retry: 3000\n\n');
    const reader = new StreamReader(raw);
    raw.once('close', () => this.stream.remove(reader));
    // A reader that cannot be served now comes again.
    this.stream.add(reader, lastId ?? null).catch(() => reader.end());
  }
}
