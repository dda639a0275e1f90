import { listAnswer } from '@app/wire/answers';
import { applyDecorators, Get, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { pathsOf } from '../routes/read.ts';
import { type Depends, dependsOn, dependsUpTo, type UpTo } from '../caching/tag-interceptor.ts';
import { ParameterInterceptor } from '../routes/parameter-interceptor.ts';
import type { RowKey } from './listing.ts';
import { ListInterceptor } from './list-interceptor.ts';

/** A list, as the API documents it. */
export type ListOptions = Readonly<{
  /** The operation's name in the API's description, such as `listContracts`. */
  id: string;
  summary: string;
  /** What the answer depends on, for its `ETag`. Default: the books. */
  depends?: Depends;
  /** The last day that the answer depends on. Default: it depends on any day. */
  upTo?: UpTo;
  /** A row. Its fields are the columns of the CSV, in this order. */
  item: z.ZodObject;
  /** The values of the sort key in a cursor, which a client can send in any shape. */
  key: z.ZodType<RowKey>;
}>;

/**
 * A `GET` whose handler returns a `Listing`. It is served in pages of JSON, and whole as CSV or JSON lines by `Accept`
 * or by the end of the path (`contracts.csv`).
 */
export const List = (path: string, { id, summary, item, key, depends = 'books', upTo }: ListOptions): MethodDecorator =>
  applyDecorators(
    Get(pathsOf(path)),
    UseInterceptors(ParameterInterceptor, new ListInterceptor({ item, key })),
    dependsOn(depends),
    dependsUpTo(upTo),
    ApiOperation({ operationId: id, summary }),
    ApiOkResponse({ description: 'A page of the list.', standardSchema: listAnswer(item) }),
  );
