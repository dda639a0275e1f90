import type { TranslationConfig } from './adapter/read-adapter.ts';
import type { FormatName } from './formats.ts';
import type { Format } from './frame/format.ts';
import { type SystemRecord, type Translated, translateWith } from './frame/translate-with.ts';
import { STRIPE } from './stripe/stripe.ts';

/** Every system, by its name. */
export const SYSTEMS: Readonly<Record<FormatName, Format>> = { stripe: STRIPE };

/** The events that a payload of a system says, or why it says none. */
export const translate = (format: FormatName, record: SystemRecord, config: TranslationConfig): Translated =>
  translateWith(SYSTEMS[format])(record, config);
