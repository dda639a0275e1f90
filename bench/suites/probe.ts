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

const DAY_MS = 86_400_000;

/**
 * The event of a probe: number 0 creates the contract as of yesterday, each later one raises it by one as of now. If all
 * were of one day, each would value the contract from all of its events, and the probes would be most of the load.
 */
export const probeMessage = (number: number): Readonly<{ key: string; value: string }> => {
  const now = Date.now() - (number === 0 ? DAY_MS : 0);
  const recorded = { number, time: now, createdAt: now, source: '/billing/probe' };
  const price = { quantity: 1, unitPrice: probeArr(number) * 100 };
  return { key: PROBE.id, value: termsText(number === 0 ? 'created' : 'amended', PROBE, recorded, price) };
};
