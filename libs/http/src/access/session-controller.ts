import {
  Body,
  Controller,
  Delete,
  Header,
  HttpCode,
  Inject,
  NotFoundException,
  Post,
  Req,
  Res,
  UnauthorizedException,
} from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Access } from './access.ts';
import { needs } from './access-guard.ts';
import { endedSession, sessionCookie } from './session-cookie.ts';

/** What can be part of a cookie. */
const SignIn = z
  .strictObject({ token: z.string().regex(/^[\w.~+/=-]{1,500}$/, 'is not a token') })
  .meta({ id: 'SignIn' });

type SignIn = z.infer<typeof SignIn>;

const isSecure = ({ protocol, headers }: FastifyRequest): boolean =>
  protocol === 'https' || headers['x-forwarded-proto'] === 'https';

/** A browser exchanges a token for a cookie, so that no script of the page holds it. */
@Controller('session')
export class SessionController {
  constructor(@Inject(Access) private readonly access: Access) {}

  @Post()
  @HttpCode(204)
  @needs('none')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'beginSession', summary: 'Exchange a token for the cookie of a session' })
  begin(
    @Body({ schema: SignIn }) { token }: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): void {
    if (!this.access.hasTokens) throw new NotFoundException('this API has no tokens, so nobody needs to sign in');
    if (this.access.find(token) === null) throw new UnauthorizedException('this is not a token of this API');
    void reply.header('set-cookie', sessionCookie(token, isSecure(request)));
  }

  @Delete()
  @HttpCode(204)
  @needs('none')
  @Header('set-cookie', endedSession)
  @ApiOperation({ operationId: 'endSession', summary: 'End the session' })
  end(): void {}
}
