import { idConflict, jsonDigest, type Refusal, type WireEvent } from '@app/wire';

/** Recognises the events of ids that were read before, by a digest of their content (definitions, section 1). */
export class KnownIds {
  readonly #bySource = new Map<string, Map<string, number>>();

  /** An event of a new id is kept, and one of a known id is repeated or refused. */
  judge(event: WireEvent): 'new' | 'repeated' | Refusal {
    const { source, id, type, time, data } = event;
    const ids = this.#bySource.get(source) ?? new Map<string, number>();
    this.#bySource.set(source, ids);
    const digest = jsonDigest({ type, time, data });
    const known = ids.get(id);
    if (known !== undefined) return known === digest ? 'repeated' : idConflict(event);
    ids.set(id, digest);
    return 'new';
  }
}
