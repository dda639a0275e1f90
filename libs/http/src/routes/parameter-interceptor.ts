import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { refuseParameters } from '../problems/validation.ts';

const QUERY = `${RouteParamtypes.QUERY}:`;

/** Whether the handler takes query parameters. Their schema then refuses unknown ones. */
const takesQuery = (context: ExecutionContext): boolean => {
  const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name);
  return parameters instanceof Object && Object.keys(parameters).some((key) => key.startsWith(QUERY));
};

/** Refuses parameters where the resource takes none, so that a misspelt one is never ignored. */
@Injectable()
export class ParameterInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!takesQuery(context))
      refuseParameters(
        context.switchToHttp().getRequest<FastifyRequest<{ Querystring: Readonly<Record<string, unknown>> }>>().query,
      );
    return next.handle();
  }
}
