import type { Moment } from './moments.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * How a billing system tells a story. Written from what the vendors send, and not from what is read of it, so that the
 * one can be held against the other.
 */
export type Writer = Readonly<{
  /** The id of the subscription, by which its payloads are keyed. */
  key: (moment: Moment) => string;
  /** The payloads that the system sends at a moment. */
  write: (moment: Moment) => readonly Json[];
  /** The adapter that says what the payloads leave out. */
  adapter: (moments: readonly Moment[]) => Json;
}>;
