import type { RefusedChosen } from '@app/processing';
import {
  DISCARD,
  DISCARDED,
  type Discarded,
  REDRIVE_MANY,
  REDRIVE_ONE,
  REDRIVEN,
  type Redriven,
  REFUSED_ID,
  REPUBLISH,
  REPUBLISHED,
  type Republished,
} from '@app/wire/answers';
import { Body, Controller, Inject, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Access } from '../access/access.ts';
import { askedBy } from './asked-by.ts';
import { Operating } from './operating.ts';
import { Operation } from './operation.ts';

const NOT_FILTERED: RefusedChosen['asked'] = { code: null, origin: null, since: null, contract: null };

const only = (id: string): RefusedChosen => ({ ids: [id], asked: NOT_FILTERED, after: null });

@Controller('api/v1')
export class OperationsController {
  constructor(
    @Inject(Operating) private readonly operating: Operating,
    @Inject(Access) private readonly access: Access,
  ) {}

  @Operation('refused/:id/redrive', {
    id: 'redriveRefusedEvent',
    summary: 'Send a refused event again: it is validated and stored like any event of its topic',
    answer: REDRIVEN,
  })
  redriveOne(
    @Param('id', { schema: REFUSED_ID }) id: string,
    @Body({ schema: REDRIVE_ONE }) { dry_run }: z.output<typeof REDRIVE_ONE>,
    @Req() request: FastifyRequest,
  ): Promise<Redriven> {
    const by = askedBy(this.access, request, dry_run);
    return this.operating.run(({ redrive }) => redrive.run(by, only(id)));
  }

  @Operation('refused/redrive', {
    id: 'redriveRefused',
    summary: 'Send refused events that wait again, up to 1000 at once',
    answer: REDRIVEN,
  })
  redriveMany(
    @Body({ schema: REDRIVE_MANY })
    { code, topic, since, after, dry_run }: z.output<typeof REDRIVE_MANY>,
    @Req() request: FastifyRequest,
  ): Promise<Redriven> {
    const by = askedBy(this.access, request, dry_run);
    const asked = { ...NOT_FILTERED, code: code ?? null, origin: topic ?? null, since: since ?? null };
    const chosen = { ids: null, asked, after: after ?? null };
    return this.operating.run(({ redrive }) => redrive.run(by, chosen));
  }

  @Operation('refused/:id/discard', {
    id: 'discardRefusedEvent',
    summary: 'Leave a refused event out for good; it stays listed, with the reason',
    answer: DISCARDED,
  })
  discardOne(
    @Param('id', { schema: REFUSED_ID }) id: string,
    @Body({ schema: DISCARD }) { reason, dry_run }: z.output<typeof DISCARD>,
    @Req() request: FastifyRequest,
  ): Promise<Discarded> {
    const by = askedBy(this.access, request, dry_run);
    return this.operating.run(({ discard }) => discard.run(by, only(id), reason));
  }

  @Operation('republish', {
    id: 'republish',
    summary: 'Put the current state of every key into the outbox again, to be published by a running service',
    answer: REPUBLISHED,
  })
  republish(
    @Body({ schema: REPUBLISH }) { topic, dry_run }: z.output<typeof REPUBLISH>,
    @Req() request: FastifyRequest,
  ): Promise<Republished> {
    const by = askedBy(this.access, request, dry_run);
    return this.operating.run(({ republish }) => republish.run(by, topic ?? null));
  }
}
