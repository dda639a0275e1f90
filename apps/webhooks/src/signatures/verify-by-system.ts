import type { System } from '../systems/systems.ts';
import { verifyMaxio } from './maxio.ts';
import { verifyPaddle } from './paddle.ts';
import { verifyRecurly } from './recurly.ts';
import { verifySharedSecret } from './shared-secret.ts';
import { verifyStripe } from './stripe.ts';
import type { Verify } from './verify.ts';

/** How each billing system proves that a webhook is its own. */
export const VERIFY_BY_SYSTEM: Readonly<Record<System, Verify>> = {
  stripe: verifyStripe,
  chargebee: verifySharedSecret,
  paddle: verifyPaddle,
  recurly: verifyRecurly,
  zuora: verifySharedSecret,
  maxio: verifyMaxio,
  killbill: verifySharedSecret,
};

/** Those that sign nothing, or not everything, and are asked for a login. Zuora sends one only when it is asked. */
export const ASKED_FOR_LOGIN: ReadonlySet<System> = new Set(['chargebee', 'recurly', 'zuora', 'killbill']);
