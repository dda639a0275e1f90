import type { Decimal } from '../money/decimal.ts';

/** A contract on a day on which it is active, with or without ARR. `arr` is in its own currency. */
export type ActiveContract = Readonly<{
  contractId: string;
  customerId: string;
  currency: string;
  arr: Decimal;
  attributes: Readonly<Record<string, string>>;
  /** The contracts that its governing event names in `renews`. */
  renews: readonly string[];
}>;
