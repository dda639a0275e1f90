import { chargebee } from './formats/chargebee.ts';
import { killbill } from './formats/killbill.ts';
import { maxio } from './formats/maxio.ts';
import { paddle } from './formats/paddle.ts';
import { recurly } from './formats/recurly.ts';
import { stripe } from './formats/stripe.ts';
import { zuora } from './formats/zuora.ts';
import type { Writer } from './writer.ts';

/** How each billing system tells the story. */
export const WRITERS = {
  stripe,
  chargebee,
  paddle,
  recurly,
  zuora,
  maxio,
  killbill,
} as const satisfies Readonly<Record<string, Writer>>;

export type WrittenFormat = keyof typeof WRITERS;

export const WRITTEN_FORMATS = Object.keys(WRITERS) as readonly WrittenFormat[];
