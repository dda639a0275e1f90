import { version } from '@app/platform';
import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  type NestInterceptor,
  SetMetadata,
  StreamableFile,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, mergeMap, type Observable, tap } from 'rxjs';
import { entityTag, hasTag } from './entity-tag.ts';

/**
 * What an answer depends on. `books`: all that a figure depends on, which is cheaper to ask than the answer. `content`:
 * more than that, such as the state of the ingest; the tag is that of the answer itself.
 */
export type Depends = 'books' | 'content';

const DEPENDS = 'acv:depends';

/** Another program may answer the same question differently. */
const VERSION = version();

export const dependsOn = (depends: Depends): MethodDecorator => SetMetadata(DEPENDS, depends);

/** The client has the answer already. */
export class NotModified extends HttpException {
  constructor() {
    super('', 304);
  }
}

/** Gives every read an `ETag`, and answers 304 if the client has the answer. */
export class TagInterceptor implements NestInterceptor {
  readonly #booksVersion: () => Promise<string>;

  /** `booksVersion` differs whenever an answer that depends on the books may differ. */
  constructor(booksVersion: () => Promise<string>) {
    this.#booksVersion = booksVersion;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const depends: unknown = Reflect.getMetadata(DEPENDS, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const tag = tagging(request, context.switchToHttp().getResponse<FastifyReply>());
    if (depends === 'books') {
      return from(this.#booksVersion()).pipe(
        mergeMap((version) => {
          tag([VERSION, request.url, request.headers.accept ?? '', version]);
          return next.handle();
        }),
      );
    }
    if (depends !== 'content') return next.handle();
    // A list that is streamed is not known as a whole before it is sent.
    return next.handle().pipe(tap((answer) => answer instanceof StreamableFile || tag([JSON.stringify(answer)])));
  }
}

/** Sets the tag of these parts. Throws `NotModified` if the client has it. */
const tagging =
  (request: FastifyRequest, reply: FastifyReply) =>
  (parts: readonly string[]): void => {
    const tag = entityTag(parts);
    void reply.header('etag', tag).header('cache-control', 'no-cache');
    if (hasTag(request.headers['if-none-match'], tag)) throw new NotModified();
  };
