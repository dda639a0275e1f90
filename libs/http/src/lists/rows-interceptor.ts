import { Readable } from 'node:stream';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { z } from 'zod';
import { listFormat, MEDIA_TYPES, pathIn } from './list-format.ts';
import { asCsv, asJsonLines, type Row } from './streamed-list.ts';

type Answer = Readonly<{ data: readonly Row[] }>;

/** Writes an answer whose rows are known as a whole as JSON, or its rows alone as CSV or JSON lines. */
@Injectable()
export class RowsInterceptor implements NestInterceptor {
  constructor(private readonly item: z.ZodObject) {}

  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<unknown> {
    const { url, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const format = listFormat(pathIn(url), headers.accept);
    void context.switchToHttp().getResponse<FastifyReply>().header('vary', 'accept');
    if (format === 'json') return next.handle();
    const { header, rows } = format === 'csv' ? asCsv(Object.keys(this.item.shape)) : asJsonLines;
    const type = `${MEDIA_TYPES[format]}; charset=utf-8`;
    return next
      .handle()
      .pipe(
        map(({ data }) => new StreamableFile(Readable.from([header + rows(data)], { objectMode: false }), { type })),
      );
  }
}
