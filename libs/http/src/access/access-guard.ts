import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  SetMetadata,
  UnauthorizedException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from './access.ts';
import type { Scope } from './token.ts';

const SCOPE = 'acv:scope';

/** What a handler takes; without it `read`. `none`: everybody, such as for beginning a session. */
export const needs = (scope: Scope | 'none'): MethodDecorator => SetMetadata(SCOPE, scope);

const scopeOf = (context: ExecutionContext): Scope | 'none' => {
  const scope: unknown = Reflect.getMetadata(SCOPE, context.getHandler());
  return scope === 'operate' || scope === 'none' ? scope : 'read';
};

/** Lets a request pass that may do what its handler does. */
export class AccessGuard implements CanActivate {
  readonly #access: Access;

  constructor(access: Access) {
    this.#access = access;
  }

  canActivate(context: ExecutionContext): boolean {
    const scope = scopeOf(context);
    if (scope === 'none') return true;
    const http = context.switchToHttp();
    switch (this.#access.judge(http.getRequest<FastifyRequest>(), scope)) {
      case 'allowed':
        return true;
      case 'missing':
        void http.getResponse<FastifyReply>().header('www-authenticate', 'Bearer');
        throw new UnauthorizedException('a token is needed: send it as Authorization: Bearer, or sign in on the page');
      case 'insufficient':
        throw new ForbiddenException('this needs a token with the scope operate (API_TOKENS_FILE)');
      case 'foreign-host':
        throw new ForbiddenException('without tokens the API is only for this machine: call it by localhost');
    }
  }
}
