import { RefusedRequest } from '@app/host/service';
import type { Clock } from '@app/platform';
import { Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { WebhookReply, WebhookRequest } from '../http/webhook-request.ts';
import { isSystem } from '../systems/systems.ts';
import type { AcceptWebhook } from './accept-webhook.ts';

/** The parts that work on a webhook. An abstract class, so that it is type and injection token in one. */
export abstract class IngestParts {
  abstract readonly accepting: AcceptWebhook;
  abstract readonly clock: Clock;
}

const firstOf = (value: unknown): string | null => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : null;
};

/** The way of a webhook from HTTP to its topic. */
@Controller('ingest')
export class IngestController {
  constructor(@Inject(IngestParts) private readonly parts: IngestParts) {}

  /** Answers 200 only after the brokers have acknowledged the body. */
  @Post(':system')
  @HttpCode(200)
  async ingest(
    @Param('system') system: string,
    @Req() { headers, query, body }: WebhookRequest,
    @Res({ passthrough: true }) { elapsedTime }: WebhookReply,
  ): Promise<Readonly<{ success: true }>> {
    if (!isSystem(system)) throw new RefusedRequest(404, 'There is nothing here.');
    const signed = {
      header: (name: string) => firstOf(headers[name]),
      token: firstOf(query['token']),
      body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
      receivedAtMs: this.parts.clock.now().getTime(),
    };
    await this.parts.accepting.accept(system, signed, elapsedTime);
    // Zuora can be told to look for this field. The others read the status alone.
    return { success: true };
  }
}
