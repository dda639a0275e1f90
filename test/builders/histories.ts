import {
  addMonths,
  type CivilDate,
  type ContractEvent,
  type ContractId,
  type CustomerId,
  dateOfDayNumber,
  DEFAULT_POLICY,
  type Line,
  type Policy,
  type Term,
  type TermsEvent,
} from '@app/domain';
import fc from 'fast-check';
import { date, discountsIn, FIRST, inTermOf, linesIn, termFrom } from './drawn-terms.ts';

const CONTRACTS = ['sub-a', 'sub-b', 'sub-c', 'sub-d'] as const;

const fullTerms = (start: CivilDate) =>
  termFrom(start).chain((term) =>
    fc.record({
      term: fc.constant(term),
      lines: linesIn(term),
      discounts: discountsIn(term),
      customerId: fc.constantFrom('cus-1', 'cus-1', 'cus-2').map((id) => id as CustomerId),
      currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR', 'JPY'),
      attributes: fc.constantFrom<Readonly<Record<string, string>>[]>(
        {},
        { tier: 'a' },
        { tier: 'b', region: 'emea' },
        { tier: '' },
      ),
      renews: fc.oneof(
        { weight: 3, arbitrary: fc.constant<readonly ContractId[]>([]) },
        {
          weight: 1,
          arbitrary: fc.subarray(
            CONTRACTS.map((id) => id as ContractId),
            { maxLength: 2 },
          ),
        },
      ),
      openedDate: fc.constant(null),
      closedDate: fc.option(date, { nil: null }),
    }),
  );

type Terms = ReturnType<typeof fullTerms> extends fc.Arbitrary<infer T> ? T : never;

/** The change that an event makes to the terms before it. The first event of a history has terms of its own. */
type Step = Readonly<{
  kind: 'created' | 'amended' | 'cancelled' | 'restated' | 'renewed early' | 'changed';
  terms: Terms;
  effective: CivilDate;
  version: number | null;
  minutes: number;
}>;

const step: fc.Arbitrary<Step> = date.chain((start) =>
  fc.record({
    kind: fc.constantFrom<Step['kind'][]>(
      'created',
      'amended',
      'amended',
      'changed',
      'changed',
      'cancelled',
      'restated',
      'renewed early',
    ),
    terms: fullTerms(start),
    effective: fc.oneof({ weight: 1, arbitrary: fc.constant(start) }, { weight: 2, arbitrary: date }),
    version: fc.constantFrom(0, 0, 0, 1, 2),
    // Few, so that times are sometimes equal and ids decide.
    minutes: fc.integer({ min: 0, max: 6 }),
  }),
);

const later = (terms: Terms): Terms => {
  const start = terms.term.end ?? addMonths(terms.term.start, 12);
  const months = 12;
  return { ...terms, term: { ...terms.term, start, end: addMonths(start, months), anchor: start } };
};

/** The terms after a step, from its own and those before it. */
const termsOf = ({ kind, terms }: Step, before: Terms | null): Terms => {
  if (before === null) return terms;
  switch (kind) {
    case 'restated':
      // Nothing economic changes: an attribute, and the order and the ids of the lines.
      return { ...before, lines: renamed(before.lines.toReversed()), attributes: { tier: 'restated' } };
    case 'renewed early':
      return { ...later(before), ...withLinesOf(terms, later(before).term) };
    case 'changed':
      return { ...before, ...withLinesOf(terms, before.term), currency: terms.currency };
    case 'created':
    case 'amended':
    case 'cancelled':
      return terms;
  }
};

const renamed = (lines: readonly Line[]): readonly Line[] => lines.map((line, i) => ({ ...line, id: `other-${i}` }));

/** Lines that were drawn for another term. An end that is before the start in this term is dropped. */
const withLinesOf = ({ lines, discounts: ofAll }: Terms, term: Term): Pick<Terms, 'lines' | 'discounts'> => ({
  lines: lines.map((line) =>
    inTermOf(term, line.end !== null && line.end <= (line.start ?? term.start) ? { ...line, end: null } : line),
  ),
  discounts: ofAll,
});

const history = (contractId: string, steps: readonly Step[]): readonly ContractEvent[] => {
  let before: Terms | null = null;
  return steps.map((step, i): ContractEvent => {
    const head = {
      // In another order than the steps.
      id: `evt-${(i * 7) % 10}-${i}`,
      source: i % 3 === 0 ? '/billing' : '/billing/eu',
      recordedAt: { seconds: 1_700_000_000 + step.minutes * 60, nanos: 0 },
      version: step.version,
      contractId: contractId as ContractId,
      effectiveDate: step.effective,
    };
    if (step.kind === 'cancelled') return { kind: 'cancelled', ...head, reason: null };
    const terms = termsOf(step, before);
    before = terms;
    const event: TermsEvent = {
      ...head,
      ...terms,
      renews: terms.renews.filter((renewed) => renewed !== contractId),
      kind: step.kind === 'created' ? 'created' : 'amended',
    };
    return event;
  });
};

/** Events of one contract in no order: realistic ones, and unlikely combinations. */
export const histories = (contractId = 'sub-a', maxLength = 7): fc.Arbitrary<readonly ContractEvent[]> =>
  fc
    .tuple(fc.array(step, { minLength: 1, maxLength }), fc.constantFrom('each', 'each', 'some', 'none'))
    .map(([steps, versions]) => history(contractId, steps.map(stating(versions))));

/** Keeps the version of each event, of every third one, or of none. */
const stating =
  (versions: 'each' | 'some' | 'none') =>
  (step: Step, i: number): Step =>
    versions === 'each' || (versions === 'some' && i % 3 === 0) ? step : { ...step, version: null };

/** The histories of up to four contracts of two customers. */
export const bookHistories: fc.Arbitrary<readonly ContractEvent[]> = fc
  .tuple(
    fc.tuple(...CONTRACTS.map((contractId) => histories(contractId, 4))),
    fc.integer({ min: 1, max: CONTRACTS.length }),
  )
  .map(([all, count]) => all.slice(0, count).flat());

/** Policies with every way of valuing a contract. */
export const policies: fc.Arbitrary<Policy> = fc
  .record({
    ramp: fc.constantFrom<Policy['ramp'][]>('average_in_year', 'exit_run_rate', 'term_average'),
    amendmentBasis: fc.constantFrom<Policy['amendmentBasis'][]>('remaining_term', 'whole_term'),
    discounts: fc.constantFrom<Policy['discounts'][]>('lasting', 'all'),
    renewalGraceDays: fc.constantFrom(0, 0, 1, 30, 400),
  })
  .map((changes) => ({ ...DEFAULT_POLICY, ...changes }));

/** A date within the histories, or somewhat later. */
export const somewhen: fc.Arbitrary<CivilDate> = fc
  .integer({ min: -40, max: 1800 })
  .map((days) => dateOfDayNumber(FIRST + days));
