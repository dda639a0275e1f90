import { PAGE } from '@app/wire/answers';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { z } from 'zod';
import { InvalidRequest } from '../problems/invalid-request.ts';
import { cursorOf, keyIn, type Question } from './cursor.ts';
import { type ListFormat, listFormat, MEDIA_TYPES, pathIn } from './list-format.ts';
import type { Listing } from './listing.ts';
import type { ListOptions } from './list.ts';
import { asCsv, asJsonLines, type Row, streamedList } from './streamed-list.ts';

type Request = FastifyRequest<{ Querystring: Readonly<Record<string, unknown>> }>;

const PAGE_ASKED = z.object(PAGE);

const refusePaging = ({ query }: Request): void => {
  const given = ['limit', 'cursor'].filter((name) => name in query);
  if (given.length === 0) return;
  throw new InvalidRequest(
    given.map((field) => ({ field, reason: 'only pages of JSON have it; this format has the whole list' })),
  );
};

/** Writes the list that a handler returns: a page as JSON with the cursor of the next, or the whole list as a stream. */
@Injectable()
export class ListInterceptor implements NestInterceptor {
  constructor(private readonly options: Pick<ListOptions, 'item' | 'key'>) {}

  intercept(context: ExecutionContext, next: CallHandler<Listing<Row>>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const format = listFormat(pathIn(request.url), request.headers.accept);
    void reply.header('vary', 'accept');
    if (format !== 'json') refusePaging(request);
    return next
      .handle()
      .pipe(
        mergeMap((listing) => (format === 'json' ? this.#page(listing, request, reply) : this.#whole(listing, format))),
      );
  }

  async #page(listing: Listing<Row>, request: Request, reply: FastifyReply): Promise<unknown> {
    const { limit, cursor } = PAGE_ASKED.parse(request.query);
    const question: Question = { path: pathIn(request.url), query: request.query };
    const after = cursor === undefined ? null : keyIn(cursor, question, this.options.key);
    const { rows, next } = await listing({ after, limit });
    const nextCursor = next === null ? null : cursorOf(question, next);
    if (nextCursor !== null) void reply.header('link', `<${linkTo(request, nextCursor)}>; rel="next"`);
    return { data: rows, next_cursor: nextCursor };
  }

  async #whole(listing: Listing<Row>, format: Exclude<ListFormat, 'json'>): Promise<StreamableFile> {
    const writing = format === 'csv' ? asCsv(Object.keys(this.options.item.shape)) : asJsonLines;
    return new StreamableFile(await streamedList(listing, writing), { type: `${MEDIA_TYPES[format]}; charset=utf-8` });
  }
}

const linkTo = ({ url }: Request, cursor: string): string => {
  // The host is not needed: the link is resolved against the address of the request.
  const { pathname, searchParams } = new URL(url, 'http://host');
  searchParams.set('cursor', cursor);
  return `${pathname}?${searchParams.toString()}`;
};
