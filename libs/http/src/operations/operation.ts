import { applyDecorators, Header, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { needs } from '../access/access-guard.ts';
import { ParameterInterceptor } from '../routes/parameter-interceptor.ts';

/** An operation, as the API documents it. */
export type OperationOptions = Readonly<{
  /** The operation's name in the API's description: a verb and the resource, such as `redriveRefused`. */
  id: string;
  summary: string;
  answer: z.ZodType;
}>;

/** A `POST` that changes the store, for tokens with the scope `operate`. */
export const Operation = (path: string, { id, summary, answer }: OperationOptions): MethodDecorator =>
  applyDecorators(
    Post(path),
    HttpCode(200),
    Header('cache-control', 'no-store'),
    needs('operate'),
    UseInterceptors(ParameterInterceptor),
    ApiOperation({ operationId: id, summary }),
    ApiHeader({
      name: 'Idempotency-Key',
      description: 'An operation is done once for each key of a token; asked for again, its answer is the same.',
      required: false,
      schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
    }),
    ApiOkResponse({ description: 'What was done.', standardSchema: answer }),
  );
