import { type AppliedBatch, ApplyEvents, type IncomingBatch, translatorOf } from '@app/processing';
import { PostgresIngestStore } from '@app/persistence';
import { type Adapter, isAdapterFault, parseInstant, readAdapter } from '@app/wire';
import type { OpenStore } from './postgres-store.ts';

export const adapterOf = (json: object): Adapter => {
  const adapter = readAdapter(json);
  if (isAdapterFault(adapter)) throw new Error(adapter.message);
  return adapter;
};

/** Applies payloads to a store, each batch after the last, as a processor does. */
export const feedOf = ({ database, policy, policyId }: OpenStore, origin = 'stripe') => {
  let offset = 0n;
  const batchOf = (texts: readonly string[]): IncomingBatch => {
    const from = offset;
    offset += BigInt(texts.length);
    return {
      origin: { kind: 'partition', topic: origin, partition: 0 },
      records: texts.map((text, i) => ({
        position: from + BigInt(i),
        key: Buffer.from('any'),
        value: Buffer.from(text),
        headers: { ce_id: Buffer.from('not of the event') },
      })),
      follows: null,
      nextPosition: offset,
      logEnd: null,
    };
  };
  return {
    offset: () => offset,
    apply: (adapter: object, payloads: readonly string[], observed: string | null = null): Promise<AppliedBatch> => {
      const config = { adapter: adapterOf(adapter), timezone: policy.timezone, dimensions: policy.dimensions };
      const translation = {
        translator: translatorOf('stripe', config),
        observed: observed === null ? null : parseInstant(observed),
        onTranslated: () => undefined,
      };
      return new ApplyEvents(new PostgresIngestStore(database, policyId), () => translation).apply(batchOf(payloads));
    },
  };
};
