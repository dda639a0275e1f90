import { applyDecorators, Get, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Depends, dependsOn, dependsUpTo, type UpTo } from '../caching/tag-interceptor.ts';
import { RowsInterceptor } from '../lists/rows-interceptor.ts';
import { ParameterInterceptor } from './parameter-interceptor.ts';

/** A read of one object, as the API documents it. */
export type ReadOptions = Readonly<{
  /** The operation's name in the API's description: a verb and the resource, such as `readPolicy`. */
  id: string;
  summary: string;
  /** What the answer depends on, for its `ETag`. Default: the books. */
  depends?: Depends;
  /** The last day that the answer depends on. Default: it depends on any day. */
  upTo?: UpTo;
  answer: z.ZodType;
  /** A row of the `data` of the answer: its rows are also served as CSV and JSON lines, with the fields as columns. */
  item?: z.ZodObject;
}>;

/** The paths of a resource: by the end of its path an answer with rows is CSV or JSON lines. */
export const pathsOf = (path: string): string[] => [path, `${path}.csv`, `${path}.ndjson`];

/** A `GET` that answers one object. */
export const Read = (
  path: string,
  { id, summary, answer, item, depends = 'books', upTo }: ReadOptions,
): MethodDecorator =>
  applyDecorators(
    Get(item === undefined ? path : pathsOf(path)),
    UseInterceptors(ParameterInterceptor, ...(item === undefined ? [] : [new RowsInterceptor(item)])),
    dependsOn(depends),
    dependsUpTo(upTo),
    ApiOperation({ operationId: id, summary }),
    ApiOkResponse({ description: 'The answer.', standardSchema: answer }),
  );
