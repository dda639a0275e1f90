import { type CivilDate, parseCivilDate } from '@app/domain';
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
import { from, lastValueFrom, type Observable, tap } from 'rxjs';
import { pathIn, wantedFormat } from '../lists/list-format.ts';
import { entityTag, hasTag } from './entity-tag.ts';
import type { SharedAnswer, SharedAnswers } from './shared-answers.ts';

/**
 * What an answer depends on. `books`: all that a figure depends on, which is cheaper to ask than the answer, so all who
 * ask share one. `content`: more than that, such as the state of the ingest; the tag is that of the answer itself.
 */
export type Depends = 'books' | 'content';

const DEPENDS = 'acv:depends';
const UP_TO = 'acv:up-to';

/** Another program may answer the same question differently. */
const VERSION = version();

export const dependsOn = (depends: Depends): MethodDecorator => SetMetadata(DEPENDS, depends);

/**
 * The last day that an answer depends on, by its parameters and the last day taken: that in a parameter of this name, or
 * what a function makes of them. Null or without the parameter: it depends on any day.
 */
export type UpTo = string | ((query: Query, asOf: CivilDate | null) => CivilDate | null);

type Query = Readonly<Record<string, unknown>>;

export const dependsUpTo = (upTo: UpTo | undefined): MethodDecorator => SetMetadata(UP_TO, upTo);

/** The client has the answer already. */
export class NotModified extends HttpException {
  constructor() {
    super('', 304);
  }
}

type Request = FastifyRequest<{ Querystring: Query }>;

/** Headers that a list sets besides its rows. */
const KEPT_HEADERS = ['link', 'vary'] as const;

/** Gives every read an `ETag`, answers 304 if the client has the answer, and lets all who ask share an answer. */
export class TagInterceptor implements NestInterceptor {
  readonly #answers: SharedAnswers;

  constructor(answers: SharedAnswers) {
    this.#answers = answers;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const depends: unknown = Reflect.getMetadata(DEPENDS, context.getHandler());
    const request = context.switchToHttp().getRequest<Request>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    if (depends === 'books') return from(this.#shared(context, next));
    if (depends !== 'content') return next.handle();
    // A list that is streamed is not known as a whole before it is sent.
    return next
      .handle()
      .pipe(tap((answer) => answer instanceof StreamableFile || setTag([JSON.stringify(answer)], request, reply)));
  }

  async #shared(context: ExecutionContext, next: CallHandler): Promise<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const now = await this.#answers.now();
    const tagOf = (version: string): readonly string[] => [VERSION, request.url, request.headers.accept ?? '', version];
    setTag(tagOf(now.version), request, reply);
    if (!isShared(request)) return lastValueFrom(next.handle());
    const { text, headers, ...given } = await this.#answers.of(request.url, now, upTo(context, request, now.asOf), () =>
      worked(next, reply),
    );
    if (given.isOld) {
      setTag(tagOf(given.version), request, reply);
      void reply.header('age', Math.ceil(given.ageMs / 1_000));
    }
    void reply.headers(headers).type('application/json; charset=utf-8');
    return text;
  }
}

/** A whole list as CSV or JSON lines is a stream, which only one can read. */
const isShared = ({ url, headers }: Request): boolean => wantedFormat(pathIn(url), headers.accept) === 'json';

const dayIn = (value: unknown): CivilDate | null => (typeof value === 'string' ? parseCivilDate(value) : null);

/** The last day that the answer depends on, if it is known. */
const upTo = (context: ExecutionContext, { query }: Request, asOf: CivilDate | null): CivilDate | null => {
  const given = Reflect.getMetadata(UP_TO, context.getHandler()) as UpTo | undefined;
  if (given === undefined) return null;
  return typeof given === 'string' ? dayIn(query[given]) : given(query, asOf);
};

const worked = async (next: CallHandler, reply: FastifyReply): Promise<SharedAnswer> => {
  const text = JSON.stringify(await lastValueFrom(next.handle()));
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = reply.getHeader(name);
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return { text, headers: Object.fromEntries(headers) };
};

/** Sets the tag of these parts. Throws `NotModified` if the client has it. */
const setTag = (parts: readonly string[], request: FastifyRequest, reply: FastifyReply): void => {
  const tag = entityTag(parts);
  void reply.header('etag', tag).header('cache-control', 'no-cache');
  if (hasTag(request.headers['if-none-match'], tag)) throw new NotModified();
};
