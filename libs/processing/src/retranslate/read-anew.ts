import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseInstant } from '@app/wire';
import { translatedPayload, type Translator } from '../translate/payload-translation.ts';
import type { tallyTranslation } from '../translate/translation-tally.ts';
import type { KeptPayload, PayloadChange, Rereading, RetranslateTransaction } from './kept-payloads.ts';
import type { RetranslateOptions } from './retranslate.ts';
import { payloadChange } from './payload-change.ts';

/** Bounds the memory: a payload may have megabytes. About 50 ms of work. */
const PAYLOADS_AT_ONCE = 200;

type Reading = Readonly<{ tally: ReturnType<typeof tallyTranslation> }> & Pick<RetranslateOptions, 'now' | 'onStep'>;

const keyOf = ({
  format,
  origin,
  version,
  configId,
}: Omit<KeptPayload, 'payloadId' | 'observed' | 'value' | 'events'>) =>
  JSON.stringify([format, origin, version, configId]);

/** Translates the payloads of these groups and passes on what changes. Returns how many lose their events to a refusal. */
export const readAnew = async (
  transaction: RetranslateTransaction,
  read: readonly Rereading[],
  { tally, now, onStep }: Reading,
): Promise<number> => {
  const groups = read.map(({ group }) => group);
  const translators = new Map<string, Translator>(read.map(({ group, by }) => [keyOf(group), by]));
  const of = groups.reduce((sum, { payloads }) => sum + payloads, 0);
  const began = now();
  let payloads = 0;
  let refusedAnew = 0;
  for await (const page of transaction.payloads(groups, PAYLOADS_AT_ONCE)) {
    const changes: PayloadChange[] = [];
    for (const payload of page) {
      const translator = translators.get(keyOf(payload));
      if (translator === undefined) throw new Error(`payload ${payload.payloadId} is of no group that is read`);
      const observed = payload.observed === null ? null : parseInstant(payload.observed);
      const translation = { translator, observed, onTranslated: tally.add };
      const record = { value: payload.value, position: payload.payloadId };
      const { events, refused } = translatedPayload(translation, record, payload.origin);
      if (refused !== null && payload.events.length > 0) refusedAnew += 1;
      const change = payloadChange(payload, events);
      if (change !== null) changes.push(change);
    }
    await transaction.change(changes);
    payloads += page.length;
    onStep?.({ step: 'translate', payloads, of, elapsedMs: now().getTime() - began.getTime() });
    await nextTurn();
  }
  return refusedAnew;
};
