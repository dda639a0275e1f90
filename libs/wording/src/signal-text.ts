import type { NarrativeSentence, Snapshot } from '@app/wire/answers';
import { counted } from './counted.ts';
import type { Formats } from './formats.ts';
import type { Given } from './numeral.ts';

const listed = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value));

/** `1 contract is`, `2 contracts are`. */
const contracts = (value: unknown, one: string, many: string): string =>
  `${counted(Number(value), 'contract')} ${Number(value) === 1 ? one : many}`;

const given = (value: unknown): Given => (typeof value === 'string' || typeof value === 'number' ? value : null);

type Signal = Snapshot['signals'][number];

/** A signal in words, for the codes that the narrative leaves out. */
export const signalText = (signal: Signal, { share }: Pick<Formats, 'share'>): string | null => {
  switch (signal.code) {
    case 'whale':
      return `The largest customer holds ${share(given(signal['top1_share']))} of the ARR.`;
    case 'single_deal_swing':
      return `Without the change of ${listed(signal['customer_id'])}, the ACV would differ by ${share(given(signal['swing']))}.`;
    case 'simpson_reversal':
      return `No segment of ${listed(signal['dimension'])} moved the way the whole book moved: the mix did it.`;
    case 'discounting_or_seat_compression':
      return `ACV has fallen for several periods while retention held: the largest part is ${listed(signal['driver'])}.`;
    case 'new_deals_smaller':
      return 'ACV has fallen for several periods while retention held: new customers are smaller.';
    case 'large_customers_leaving':
      return 'ACV has fallen for several periods while retention held: large customers leave.';
    case 'incomplete_fx':
      return `${contracts(signal['contracts'], 'is', 'are')} left out: no exchange rate for ${listed(signal['currencies'])}.`;
    case 'creation_missing':
      return `${contracts(signal['contracts'], 'counts although its', 'count although their')} creation has not arrived.`;
    case 'mixed_sources':
      return `${contracts(signal['contracts'], 'has', 'have')} events of more than one system.`;
  }
};

/** The sentence of a narrative that already says what a signal says. */
const SAID_BY: Readonly<Partial<Record<Signal['code'], NarrativeSentence['code']>>> = {
  discounting_or_seat_compression: 'compression',
  new_deals_smaller: 'compression',
  large_customers_leaving: 'compression',
  simpson_reversal: 'reversal',
  single_deal_swing: 'one_customer',
};

/** The signals that a narrative leaves unsaid. */
export const unsaid = (signals: readonly Signal[], sentences: readonly NarrativeSentence[]): readonly Signal[] =>
  signals.filter(({ code }) => !sentences.some((sentence) => sentence.code === SAID_BY[code]));
