import type { Instant } from '@app/domain';
import type { WireContractEvent } from '@app/wire';
import { type OutcomeCounts, tallyOutcomes } from './outcome-tally.ts';
import type { TranslatedPayload } from './payload-translation.ts';

/** What the payloads of a source became. */
export type TranslationSummary = OutcomeCounts &
  Readonly<{ contracts: number; customers: number; currencies: readonly string[] }>;

type Last = Readonly<{ time: Instant; version: number | null; payload: string }>;

/** The id without the number of a second or third event of the payload. */
const payloadOf = ({ id }: WireContractEvent): string => id.replace(/#[2-9]$/, '');

/** Counts what payloads become as they are translated. Memory goes with the number of contracts. */
export const tallyTranslation = () => {
  const outcomes = tallyOutcomes();
  const last = new Map<string, Last>();
  const customers = new Set<string>();
  const currencies = new Set<string>();
  /** Whether another event of this contract has the same version and time, so that their ids decide which counts. */
  const isSameSecond = (event: WireContractEvent): boolean => {
    const before = last.get(event.contractId);
    const { recordedAt: time, version } = event;
    last.set(event.contractId, { time, version, payload: payloadOf(event) });
    const isSame =
      before?.version === version && before.time.seconds === time.seconds && before.time.nanos === time.nanos;
    return isSame && before.payload !== payloadOf(event);
  };
  return {
    add: (translated: TranslatedPayload): void => {
      outcomes.add(translated);
      for (const event of translated.events) {
        if (isSameSecond(event)) outcomes.note('same_second', translated);
        if (event.kind === 'cancelled') continue;
        customers.add(event.data.customer_id);
        currencies.add(event.data.currency);
      }
    },
    summary: (): TranslationSummary => ({
      ...outcomes.counts(),
      contracts: last.size,
      customers: customers.size,
      currencies: [...currencies].toSorted(),
    }),
  };
};
