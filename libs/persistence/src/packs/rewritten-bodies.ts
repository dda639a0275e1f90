import { dictionaryIn, packBody, packText } from './event-pack.ts';
import type { Pack } from './read-packs.ts';
import type { StoredEvent } from './stored-event.ts';

/** The bodies of all packs of a contract, in their order, after `rewrite` has changed events of them. */
export const rewrittenBodies = (
  packs: readonly Pack[],
  rewrite: (event: StoredEvent) => StoredEvent,
): readonly Buffer[] => {
  const texts = new Map(packs.map(({ firstSeq, events }) => [firstSeq, packText(events.map(rewrite))]));
  return packs.map(({ firstSeq, dictionary }) => {
    const first = dictionary === null ? undefined : texts.get(dictionary);
    return packBody(texts.get(firstSeq) ?? Buffer.alloc(0), first === undefined ? null : dictionaryIn(first));
  });
};
