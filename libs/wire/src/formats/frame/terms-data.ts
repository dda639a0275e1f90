import { type CivilDate, type Decimal, plain } from '@app/domain';
import { perOf } from './billing-interval.ts';
import { laterDay } from './days.ts';
import { isSinceFirstDay } from './interval-term.ts';
import { numbered } from './numbered.ts';
import type { StatedDiscount, StatedLine, StatedTerm, SubscriptionDiscount, Terms, Trial } from './statement.ts';

type Json = Readonly<Record<string, unknown>>;

/** The day on which terms are stated to take effect, and the subscription's first one. */
export type StatedOn = Readonly<{ effective: CivilDate; firstDay: CivilDate; isPast: boolean }>;

const money = (value: Decimal): string => plain(value);

/** Over before the terms take effect, or never on. */
const isOver = ({ start, end }: StatedDiscount, effective: CivilDate): boolean =>
  end !== null && (end <= effective || (start !== null && end <= start));

const discountJson = ({ type, value, start, end }: StatedDiscount): Json => ({
  type,
  value: money(value),
  ...(start === null ? {} : { start }),
  ...(end === null ? {} : { end }),
});

const discountsJson = (discounts: readonly StatedDiscount[], effective: CivilDate): Json => {
  const running = discounts.filter((discount) => !isOver(discount, effective)).map(discountJson);
  return running.length === 0 ? {} : { discounts: running };
};

const ofSubscription = (discounts: readonly SubscriptionDiscount[], effective: CivilDate): Json => {
  const running = discounts
    .filter((discount) => !isOver(discount, effective))
    .map(({ per, ...discount }) => ({
      ...discountJson(discount),
      ...(discount.type === 'amount' && per !== null ? { per: perOf(per) } : {}),
    }));
  return running.length === 0 ? {} : { discounts: running };
};

/**
 * The day from which recurring lines count: that on which a trial ends. One that began later than the subscription
 * counts only while it still lies ahead, and not in the form that tells the past.
 */
const paidFrom = (trial: Trial | null, { effective, firstDay, isPast }: StatedOn): CivilDate | null => {
  if (trial === null || trial.end <= firstDay) return null;
  const isFirst = isSinceFirstDay(trial, firstDay);
  return isFirst || (!isPast && trial.end > effective) ? trial.end : null;
};

/** The day from which a line counts: by the trial of the subscription, or its own if that is longer. */
const linePaidFrom = (line: StatedLine, { trial }: Terms, on: StatedOn): CivilDate | null => {
  const paid = paidFrom(trial, on);
  const own = line.kind === 'recurring' ? paidFrom(line.trial ?? null, on) : null;
  return paid !== null && own !== null ? laterDay(paid, own) : (paid ?? own);
};

const bounds = (start: CivilDate | null, end: CivilDate | null, paid: CivilDate | null): Json => {
  const from = start !== null && paid !== null ? laterDay(start, paid) : (start ?? paid);
  return { ...(from === null ? {} : { start: from }), ...(end === null ? {} : { end }) };
};

/** A line that ends before a trial does is never paid. */
const isNeverPaid = (line: StatedLine, paid: CivilDate | null): boolean =>
  line.kind !== 'one_time' && paid !== null && line.end !== null && line.end <= paid;

const lineJson = (line: StatedLine, { effective }: StatedOn, paid: CivilDate | null): Json => {
  const { id, kind, product } = line;
  switch (line.kind) {
    case 'recurring':
      return {
        id,
        kind,
        product,
        quantity: money(line.quantity),
        unit_price: money(line.unitPrice),
        per: perOf(line.per),
        ...bounds(line.start, line.end, paid),
        ...discountsJson(line.discounts, effective),
      };
    case 'usage_commitment':
      return {
        id,
        kind,
        product,
        amount: money(line.amount),
        per: perOf(line.per),
        ...bounds(line.start, line.end, paid),
      };
    case 'one_time':
      return { id, kind, product, amount: money(line.amount), date: line.date ?? effective };
  }
};

const termJson = (term: StatedTerm | null, firstDay: CivilDate): Json =>
  term === null
    ? { start: firstDay, end: null }
    : {
        start: term.start,
        end: term.end,
        auto_renew: term.autoRenew,
        ...(term.anchor === null || term.anchor === term.start ? {} : { anchor: term.anchor }),
      };

/** The part of an event's data that states terms: the term, the lines and the discounts. `lines` null: a pause. */
export const termsData = (terms: Terms, on: StatedOn, isWithLines: boolean): Json => {
  const term = on.isPast ? (terms.termAtStart ?? terms.term) : terms.term;
  const lines = (isWithLines ? numbered(terms.lines) : [])
    .map((line) => ({ line, paid: linePaidFrom(line, terms, on) }))
    .filter(({ line, paid }) => !isNeverPaid(line, paid));
  return {
    term: termJson(term, on.firstDay),
    lines: lines.map(({ line, paid }) => lineJson(line, on, paid)),
    ...(lines.length === 0 ? {} : ofSubscription(terms.discounts, on.effective)),
  };
};
