import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  type CivilDate,
  type ContractEvent,
  type ContractSpan,
  foldTimeline,
  NO_MEASURES,
  plain,
  type Policy,
  round10,
} from '@app/domain';
import fc from 'fast-check';
import { day } from '../builders/events.ts';
import { histories, policies, somewhen } from '../builders/histories.ts';
import { bookingOf, spansOf as allSpansOf } from '../builders/worth.ts';
import { naiveReading } from './naive-measures.ts';

const HORIZON = day('2029-01-01');
const RUNS = { numRuns: 500 };

const spansOf = (events: readonly ContractEvent[], policy: Policy) => allSpansOf(events, policy, HORIZON);

const spanOn = (spans: readonly ContractSpan[], on: CivilDate): ContractSpan | undefined =>
  spans.find(({ from, to }) => from <= on && (to === null || on < to));

const asText = ({ measures }: ContractSpan) =>
  Object.fromEntries(
    (Object.keys(NO_MEASURES) as (keyof typeof NO_MEASURES)[]).map((name) => {
      const amount = measures[name];
      return [name, amount === null ? null : plain(amount)];
    }),
  );

/** The first day of every span and the day after its end, each with the day before. */
const edges = (spans: readonly ContractSpan[]): readonly CivilDate[] =>
  spans.flatMap(({ from, to }) => [from, ...(to === null ? [] : [to])]).flatMap((edge) => [addDays(edge, -1), edge]);

describe('the spans of a contract', () => {
  it('are the same for every order in which its events arrive', () => {
    fc.assert(
      fc.property(
        histories().chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray([...events], { minLength: events.length })),
        ),
        policies,
        ([events, shuffled], policy) => {
          expect(spansOf(shuffled, policy)).toEqual(spansOf(events, policy));
        },
      ),
      RUNS,
    );
  });

  it('never overlap, and cover exactly the days on which the contract is active', () => {
    fc.assert(
      fc.property(
        histories(),
        policies,
        fc.array(somewhen, { minLength: 20, maxLength: 20 }),
        (events, policy, days) => {
          const { spans, knownUntil } = spansOf(events, policy);
          const read = naiveReading(events, policy);
          for (const [i, span] of spans.entries()) {
            expect(span.to === null || span.from < span.to).toBe(true);
            const next = spans[i + 1];
            if (next !== undefined) expect(span.to !== null && span.to <= next.from).toBe(true);
          }
          if (knownUntil !== null) expect(knownUntil >= HORIZON).toBe(true);
          for (const on of [...days, ...edges(spans)]) {
            if (knownUntil !== null && on >= knownUntil) continue;
            expect([on, spanOn(spans, on)?.event.id]).toEqual([
              on,
              read.isActive(on) ? read.governing(on)?.id : undefined,
            ]);
          }
        },
      ),
      RUNS,
    );
  });

  it('are worth the same after an amendment that changes nothing economic', () => {
    fc.assert(
      fc.property(
        histories(),
        policies,
        fc.nat({ max: 400 }),
        fc.array(somewhen, { minLength: 10, maxLength: 10 }),
        (events, policy, later, days) => {
          const last = foldTimeline(events, policy.renewalGraceDays).at(-1);
          fc.pre(last !== undefined && last.event.kind !== 'cancelled');
          const { event, from } = last;
          const noOp: ContractEvent = {
            ...event,
            kind: 'amended',
            id: 'no-op',
            version: event.version === null ? null : 9,
            recordedAt: { seconds: 1_800_000_000, nanos: 0 },
            effectiveDate: addDays(from, later),
            lines: event.lines.toReversed().map((line, i) => ({ ...line, id: `renamed-${i}` })),
            attributes: { tier: 'another' },
          };
          const [before, after] = [spansOf(events, policy).spans, spansOf([...events, noOp], policy).spans];
          const worthOn = (spans: readonly ContractSpan[], on: CivilDate) => {
            const span = spanOn(spans, on);
            return span === undefined ? null : asText(span);
          };
          for (const on of [...days, ...edges(after)].filter((date) => date < HORIZON)) {
            expect([on, worthOn(after, on)]).toEqual([on, worthOn(before, on)]);
          }
        },
      ),
      RUNS,
    );
  });

  it('have the measures of the naive reading', () => {
    fc.assert(
      fc.property(
        histories(),
        policies,
        fc.array(somewhen, { minLength: 2, maxLength: 2 }),
        fc.nat(),
        (events, policy, days, pick) => {
          const { spans, knownUntil } = spansOf(events, policy);
          const read = naiveReading(events, policy);
          const turns = edges(spans);
          const turn = turns[pick % Math.max(1, turns.length)];
          for (const on of turn === undefined ? days : [...days, turn]) {
            if (knownUntil !== null && on >= knownUntil) continue;
            const span = spanOn(spans, on);
            expect([on, span === undefined ? null : asText(span)]).toEqual([on, read.measures(on)]);
          }
        },
      ),
      RUNS,
    );
  });

  it('are booked on the first day with ARR, at the values of the naive reading', () => {
    fc.assert(
      fc.property(histories(), policies, (events, policy) => {
        const booking = bookingOf(events, policy);
        const first = spansOf(events, policy).spans.find(({ measures }) => measures.arr.gt(0));
        expect(booking?.valuedOn).toBe(first?.from);
        if (booking === null) return;
        const { valuedOn, netValue, grossValue, termMonths } = booking;
        const text = {
          valuedOn,
          net: plain(round10(netValue)),
          gross: plain(round10(grossValue)),
          termMonths: termMonths === null ? null : plain(round10(termMonths)),
        };
        expect(text).toEqual(naiveReading(events, policy).bookingOn(valuedOn));
      }),
      RUNS,
    );
  });
});
