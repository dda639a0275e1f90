import type { BillingEvent } from './billing-event.ts';

/** The event as it was sent first, with an id of its own, before it was corrected. */
const draft = (event: BillingEvent, changes: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...event, id: `${event.id}_draft`, data: { ...event.data, ...changes } });

const linesOf = ({ data }: BillingEvent) => ('lines' in data ? data.lines : []);

const firstLine = (event: BillingEvent, changes: Readonly<Record<string, unknown>>) =>
  linesOf(event).map((line, index) => (index === 0 ? { ...line, ...changes } : line));

/** A faulty line for each of eight refusal codes, made from a good event. */
export const FAULTS: Readonly<Record<string, (event: BillingEvent) => string>> = {
  not_json: (event) => draft(event, {}).slice(0, 180),
  missing_field: (event) => draft(event, { currency: undefined }),
  bad_field: (event) => draft(event, { effective_date: '2024-02-30' }),
  amount_out_of_range: (event) => draft(event, { lines: firstLine(event, { unit_price: '-1' }) }),
  unknown_currency: (event) => draft(event, { currency: 'EUX' }),
  term_ends_before_it_starts: (event) =>
    draft(event, { term: { start: '2025-01-01', end: '2024-01-01', auto_renew: false } }),
  duplicate_line_id: (event) => draft(event, { lines: [...linesOf(event), ...linesOf(event)] }),
  id_conflict: (event) =>
    JSON.stringify({ ...event, data: { ...event.data, lines: firstLine(event, { quantity: '999' }) } }),
};
