import { type Contract, contractOf } from '../load/contract.ts';
import { termsText } from '../load/event-text.ts';

/** A contract whose customer is alone in its segment, so that each of its changes can be recognised. */
const PROBE: Contract = {
  ...contractOf(0),
  ...{ id: 'sub_probe', customerId: 'cus_probe', currency: 'USD', per: 'year', termMonths: null, tier: 'probe' },
};

export const PROBE_SEGMENT = { dimension: 'tier', segment: 'probe' } as const;

const FIRST_ARR = 1_000;

/** The ARR of the segment after the probe with this number. */
export const probeArr = (number: number): number => FIRST_ARR + number;

/** The event of a probe, recorded now: number 0 creates the contract, each later one raises it by one. */
export const probeMessage = (number: number): Readonly<{ key: string; value: string }> => {
  const now = Date.now();
  const recorded = { number, time: now, createdAt: now, source: '/billing/probe' };
  const price = { quantity: 1, unitPrice: probeArr(number) * 100 };
  return { key: PROBE.id, value: termsText(number === 0 ? 'created' : 'amended', PROBE, recorded, price) };
};
