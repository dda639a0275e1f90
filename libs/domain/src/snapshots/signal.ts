import type { BridgePart } from './bridge.ts';

/** Every condition that a snapshot signals (definitions, section 8). */
export const SIGNAL_CODES = [
  'discounting_or_seat_compression',
  'new_deals_smaller',
  'large_customers_leaving',
  'simpson_reversal',
  'whale',
  'single_deal_swing',
  'incomplete_fx',
  'creation_missing',
  'mixed_sources',
] as const;
export type SignalCode = (typeof SIGNAL_CODES)[number];

/** The parts of the bridge that can drive a run of falling ACV: all but exchange rates. */
export type CompressionDriver = Exclude<BridgePart, 'fx'>;

/** The part that fell most over the run, and its sum as decimal text with 4 places. */
type Compression = Readonly<{ driver: CompressionDriver; driver_sum: string }>;
type Contracts = Readonly<{ contracts: number }>;

/** The figures that raised each signal; shares have 6 places. */
type FieldsOf = Readonly<{
  discounting_or_seat_compression: Compression;
  new_deals_smaller: Compression;
  large_customers_leaving: Compression;
  simpson_reversal: Readonly<{ dimension: string }>;
  whale: Readonly<{ top1_share: string }>;
  single_deal_swing: Readonly<{ customer_id: string; swing: string }>;
  incomplete_fx: Contracts & Readonly<{ currencies: readonly string[] }>;
  creation_missing: Contracts;
  mixed_sources: Contracts;
}>;

/** The signals of falling ACV, by what drives it. */
export type CompressionCode = { [C in SignalCode]: FieldsOf[C] extends Compression ? C : never }[SignalCode];

type SignalOf<C extends SignalCode> = Readonly<{ code: C }> & FieldsOf[C];

/** A condition worth a look, with the figures that raised it (definitions, section 8). */
export type Signal = { [C in SignalCode]: SignalOf<C> }[SignalCode];
