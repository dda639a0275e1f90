import type { Instant } from '@app/domain';
import type { IgnoredReason, RefusalCode, TranslationNote, WireContractEvent } from '@app/wire';
import type { TranslatedPayload } from './payload-translation.ts';

/** Where a payload is, with what was wrong with it. */
export type PayloadExample = Readonly<{ origin: string; position: bigint; message: string }>;

export type Counted<C> = Readonly<{ code: C; count: number; examples: readonly PayloadExample[] }>;

/** What the payloads of a source became. */
export type TranslationSummary = Readonly<{
  payloads: number;
  taken: number;
  events: number;
  contracts: number;
  customers: number;
  currencies: readonly string[];
  ignored: readonly Counted<IgnoredReason>[];
  refused: readonly Counted<RefusalCode>[];
  notes: readonly Counted<TranslationNote>[];
}>;

/** The examples that are kept of each code. */
const EXAMPLES = 3;

const counter = <C extends string>() => {
  const codes = new Map<C, { code: C; count: number; examples: PayloadExample[] }>();
  return {
    add: (code: C, example: PayloadExample): void => {
      const counted = codes.get(code) ?? { code, count: 0, examples: [] };
      counted.count += 1;
      const isNew = counted.examples.every(({ message }) => message === '' || message !== example.message);
      if (isNew && counted.examples.length < EXAMPLES) counted.examples.push(example);
      codes.set(code, counted);
    },
    all: (): readonly Counted<C>[] => [...codes.values()].toSorted((a, b) => b.count - a.count),
  };
};

type Last = Readonly<{ time: Instant; version: number | null; payload: string }>;

/** The id without the number of a second or third event of the payload. */
const payloadOf = ({ id }: WireContractEvent): string => id.replace(/#[2-9]$/, '');

/** Counts what payloads become as they are translated. Memory goes with the number of contracts. */
export const tallyTranslation = () => {
  const counts = { payloads: 0, taken: 0, events: 0 };
  const [ignored, refused, notes] = [counter<IgnoredReason>(), counter<RefusalCode>(), counter<TranslationNote>()];
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
      const { events, origin, position } = translated;
      const at = { origin, position, message: translated.refused?.message ?? '' };
      counts.payloads += 1;
      counts.events += events.length;
      if (events.length > 0) counts.taken += 1;
      if (translated.ignored !== null) ignored.add(translated.ignored, at);
      if (translated.refused !== null) refused.add(translated.refused.code, at);
      for (const note of translated.notes) notes.add(note, at);
      for (const event of events) {
        if (isSameSecond(event)) notes.add('same_second', at);
        if (event.kind === 'cancelled') continue;
        customers.add(event.data.customer_id);
        currencies.add(event.data.currency);
      }
    },
    summary: (): TranslationSummary => ({
      ...counts,
      contracts: last.size,
      customers: customers.size,
      currencies: [...currencies].toSorted(),
      ignored: ignored.all(),
      refused: refused.all(),
      notes: notes.all(),
    }),
  };
};
