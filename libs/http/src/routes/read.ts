import { applyDecorators, Get, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Depends, dependsOn, dependsUpTo } from '../caching/tag-interceptor.ts';
import { ParameterInterceptor } from './parameter-interceptor.ts';

/** A read of one object, as the API documents it. */
export type ReadOptions = Readonly<{
  /** The operation's name in the API's description: a verb and the resource, such as `readPolicy`. */
  id: string;
  summary: string;
  /** What the answer depends on, for its `ETag`. Default: the books. */
  depends?: Depends;
  /** The parameter with the last day that the answer depends on. Default: it depends on any day. */
  upTo?: string;
  answer: z.ZodType;
}>;

/** A `GET` that answers one object. */
export const Read = (path: string, { id, summary, answer, depends = 'books', upTo }: ReadOptions): MethodDecorator =>
  applyDecorators(
    Get(path),
    UseInterceptors(ParameterInterceptor),
    dependsOn(depends),
    dependsUpTo(upTo),
    ApiOperation({ operationId: id, summary }),
    ApiOkResponse({ description: 'The answer.', standardSchema: answer }),
  );
