import type { FormatName } from './formats.ts';
import type { Format } from './frame/format.ts';
import { CHARGEBEE } from './chargebee/chargebee.ts';
import { KILLBILL } from './killbill/killbill.ts';
import { MAXIO } from './maxio/maxio.ts';
import { PADDLE } from './paddle/paddle.ts';
import { RECURLY } from './recurly/recurly.ts';
import { STRIPE } from './stripe/stripe.ts';
import { ZUORA } from './zuora/zuora.ts';

/** Every system, by its name. */
export const SYSTEMS: Readonly<Record<FormatName, Format>> = {
  stripe: STRIPE,
  chargebee: CHARGEBEE,
  paddle: PADDLE,
  recurly: RECURLY,
  zuora: ZUORA,
  maxio: MAXIO,
  killbill: KILLBILL,
};
