import type { KeyedRecord } from '@app/messaging';
import type { SignedRequest } from '../signatures/verify.ts';
import type { System } from '../systems/systems.ts';
import { recordKey } from './record-key.ts';

/** Headers of vendors that are worth keeping: what the body is, and the ids of a delivery that is not in the body. */
const KEPT = ['content-type', 'x-chargify-webhook-id', 'zuora-notification-id', 'recurly-notification-id'] as const;

/** The record of a webhook: the body byte for byte, with what a translator could need beside it. */
export const recordOf = (system: System, { header, body, receivedAtMs }: SignedRequest): KeyedRecord => {
  const kept = KEPT.flatMap((name) => {
    const value = header(name);
    return value === null ? [] : [[name, Buffer.from(value)] as const];
  });
  return {
    key: recordKey(system, header('content-type') ?? '', body),
    value: body,
    headers: {
      ...Object.fromEntries(kept),
      'webhook-system': Buffer.from(system),
      'webhook-received-at': Buffer.from(new Date(receivedAtMs).toISOString()),
    },
  };
};
