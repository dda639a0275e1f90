import { type EventRef, type Example, FINDING_CODES, type Finding, type FindingCode } from '@app/domain';

/** As many as fit on a screen beside all other findings. */
const EXAMPLES_MAX = 3;

type Tally = { count: number; readonly examples: Example[] };

const refOf = ({ id, source, file, line }: EventRef): EventRef => ({ id, source, file, line });

/** Counts the cases of each finding and keeps the first ones. */
export class FindingTallies {
  readonly #tallies = new Map<FindingCode, Tally>();

  add(code: FindingCode, examples: readonly Example[], count = examples.length): void {
    if (count === 0) return;
    const tally = this.#tallies.get(code) ?? { count: 0, examples: [] };
    tally.count += count;
    for (const { text, events } of examples.slice(0, EXAMPLES_MAX - tally.examples.length)) {
      tally.examples.push({ text, events: events.map(refOf) });
    }
    this.#tallies.set(code, tally);
  }

  findings(): readonly Finding[] {
    return FINDING_CODES.flatMap((code) => {
      const tally = this.#tallies.get(code);
      return tally === undefined ? [] : [{ code, ...tally }];
    });
  }
}
