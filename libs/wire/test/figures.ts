import { expect } from '@jest/globals';
import { type CivilDate, DEFAULT_POLICY, explainContract, plain } from '@app/domain';
import { contractEvent } from '../src/events/contract-event.ts';
import type { WireContractEvent } from '../src/events/wire-event.ts';
import { parseInstant } from '../src/fields/instant.ts';
import type { FormatName } from '../src/formats/formats.ts';
import { translate } from '../src/formats/translate.ts';
import { configOf } from './translations.ts';

type Json = Readonly<Record<string, unknown>>;

class Exported {
  readonly json: unknown;
  readonly observedAt: string;

  constructor(json: unknown, observedAt: string) {
    this.json = json;
    this.observedAt = observedAt;
  }
}

/** A payload that was exported at this time. */
export const exported = (observedAt: string, json: unknown): Exported => new Exported(json, observedAt);

/** ARR, ACV, contracted ACV and contract value of the contract that these events state, on a day. */
export const figuresOf = (events: readonly WireContractEvent[]): ((day: string) => string) => {
  const once = [...new Map(events.map((each) => [each.id, each])).values()].map(contractEvent);
  return (day) => {
    const { arr, acv, contractedAcv, contractValue } = explainContract(once, day as CivilDate, DEFAULT_POLICY).measures;
    return [arr, acv, contractedAcv, contractValue].map((each) => (each === null ? '-' : plain(each))).join(' ');
  };
};

/** The figures of a contract that these payloads state, none of which may be refused. */
export const figures = (
  format: FormatName,
  payloads: readonly unknown[],
  adapter: Json = {},
): ((day: string) => string) =>
  figuresOf(
    payloads.flatMap((given) => {
      const { json, observedAt } = given instanceof Exported ? given : { json: given, observedAt: '' };
      const { events, refused } = translate(format, { json, observed: parseInstant(observedAt) }, configOf(adapter));
      expect(refused).toBeNull();
      return events;
    }),
  );
