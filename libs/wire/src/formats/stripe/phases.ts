import type { CivilDate } from '@app/domain';
import { endDay, laterDay } from '../frame/days.ts';
import { withLineDiscounts } from '../frame/discounts.ts';
import { numbered } from '../frame/numbered.ts';
import type { Payload } from '../frame/payload.ts';
import type { StatedLine, StatedTerm } from '../frame/statement.ts';
import type { StripeContext } from './context.ts';
import { discountsIn } from './discounts.ts';
import { itemOf, noteTaxRates } from './items.ts';

/** The steps that a schedule lists: lines with their days, and the term that it ends with. */
export type Phases = Readonly<{ lines: readonly StatedLine[]; term: StatedTerm | null; customerId: string | null }>;

const dayAt = (payload: Payload, { dayOf }: StripeContext): CivilDate | null => {
  const instant = payload.unixSeconds;
  return instant === null ? null : dayOf(instant);
};

const endAt = (payload: Payload, { dayOf }: StripeContext): CivilDate | null => endDay(payload.unixSeconds, dayOf);

type Run = Readonly<{ start: CivilDate | null; end: CivilDate | null }>;

const withRun = (line: StatedLine, { start, end }: Run): StatedLine =>
  line.kind === 'one_time' ? line : { ...line, start, end };

/** The lines of a phase from its start, or the end of its trial, to its end, with its discounts on each. */
const linesOf = (phase: Payload, run: Run, context: StripeContext): readonly StatedLine[] => {
  context.currency.add(phase.at('currency').text, phase.at('currency').path);
  noteTaxRates(phase.at('default_tax_rates'), context);
  const trialEnd = endAt(phase.at('trial_end'), context);
  const start = trialEnd === null || run.start === null ? run.start : laterDay(trialEnd, run.start);
  if (start !== null && run.end !== null && run.end <= start) return [];
  const items = phase.at('items').items.flatMap((each) => itemOf(each, context) ?? []);
  const billing = { interval: items[0]?.per ?? null, periodEnd: start };
  const ofPhase = { ...context, firstDay: start ?? context.firstDay };
  const own = items.flatMap(({ payload, lines, per }) =>
    withLineDiscounts(lines, discountsIn(payload, { ...billing, interval: per }, ofPhase)),
  );
  return withLineDiscounts(own, discountsIn(phase, billing, ofPhase)).map((line) =>
    withRun(line, { start, end: run.end }),
  );
};

/** What an expanded schedule states, from the phase of `from` on; null: from the first one on. */
export const phasesOf = (schedule: Payload, from: CivilDate | null, context: StripeContext): Phases => {
  const isCancelledAtEnd = schedule.at('end_behavior').text === 'cancel';
  // Every phase but the first begins with the end of the one before it.
  const all = schedule.at('phases').items.map((phase, i) => ({
    phase,
    start: i === 0 ? dayAt(phase.at('start_date'), context) : endAt(phase.at('start_date'), context),
    end: endAt(phase.at('end_date'), context),
  }));
  const [first, last] = [all[0], all.at(-1)];
  const lines = all
    .filter(({ end }) => from === null || end === null || end > from)
    .flatMap(({ phase, start, end }) => {
      const isOpen = phase === last?.phase && !isCancelledAtEnd;
      return linesOf(phase, { start, end: isOpen ? null : end }, context);
    });
  const [start, end] = [first?.start ?? null, last?.end ?? null];
  const isTerm = isCancelledAtEnd && start !== null && end !== null && start < end;
  return {
    lines: numbered(lines),
    term: isTerm ? { start, end, autoRenew: false, anchor: null } : null,
    customerId: schedule.at('customer').id,
  };
};
