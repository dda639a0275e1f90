import { RefusedRequest } from '@app/host/service';
import { type KeyedRecord, NotAcknowledgedError } from '@app/messaging';
import type { Metrics } from '@app/platform/service';
import { ASKED_FOR_LOGIN, VERIFY_BY_SYSTEM } from '../signatures/verify-by-system.ts';
import type { Keys, SignedRequest } from '../signatures/verify.ts';
import type { System } from '../systems/systems.ts';
import { recordOf } from './record-of.ts';

/** A billing system that is set up. */
export type Door = Keys & Readonly<{ topic: string; patienceMs: number }>;

export type AcceptingParts = Readonly<{
  /** Null: the system is not set up. */
  doors: Readonly<Record<System, Door | null>>;
  send: (topic: string, record: KeyedRecord, withinMs: number) => Promise<void>;
  metrics: Pick<Metrics, 'webhookSeconds' | 'webhookBytes'>;
}>;

/** The share of the vendor's patience after which we answer. The rest is for the way back. */
const SHARE_OF_PATIENCE = 0.8;

/** Seconds after which a sender may try again. */
const RETRY_AFTER = { 'retry-after': '10' } as const;

/** Says neither what was wrong nor whether the secret exists. */
const unauthenticated = (system: System): RefusedRequest =>
  new RefusedRequest(
    401,
    'The request does not prove that it is from the billing system.',
    ASKED_FOR_LOGIN.has(system) ? { 'www-authenticate': 'Basic realm="webhooks", charset="UTF-8"' } : {},
  );

/** Verifies a webhook and has the brokers acknowledge it. Remembers nothing: a repeat is produced again. */
export class AcceptWebhook {
  constructor(private readonly parts: AcceptingParts) {}

  /** Whether webhooks of the system are received at all. */
  isOpen(system: System): boolean {
    return this.parts.doors[system] !== null;
  }

  /** Resolves once all in-sync replicas have the webhook. `elapsedMs` has passed since it began to arrive. */
  async accept(system: System, request: SignedRequest, elapsedMs: number): Promise<void> {
    const { doors, send, metrics } = this.parts;
    const door = doors[system];
    if (door === null) throw new RefusedRequest(404, 'There is nothing here.');
    if (!VERIFY_BY_SYSTEM[system](request, door)) throw unauthenticated(system);
    if (request.body.length === 0) throw new RefusedRequest(400, 'The request has no body.');
    const observe = metrics.webhookSeconds.startTimer({ system });
    try {
      await send(door.topic, recordOf(system, request), door.patienceMs * SHARE_OF_PATIENCE - elapsedMs);
    } catch (error) {
      if (!(error instanceof NotAcknowledgedError)) throw error;
      throw new RefusedRequest(503, 'The webhook was not stored in time. Send it again.', RETRY_AFTER, {
        cause: error,
      });
    }
    observe();
    metrics.webhookBytes.inc({ system }, request.body.length);
  }
}
