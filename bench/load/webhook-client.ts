import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

const signed = (secret: string, body: string): string => {
  const at = String(Math.floor(Date.now() / 1000));
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
};

/** Sends webhooks as Stripe does, over connections that are kept open. */
export class WebhookClient {
  readonly #agent: Agent;

  constructor(
    private readonly url: string,
    private readonly secret: string,
    connections: number,
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Resolves with the status of the answer. */
  send(body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'stripe-signature': signed(this.secret, body),
      };
      const sent = request(this.url, { method: 'POST', agent: this.#agent, headers }, (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode ?? 0));
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
