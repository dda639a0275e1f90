import {
  type ContractEvent,
  type ContractTerms,
  type Discount,
  type Line,
  type LineBounds,
  type Per,
  plain,
} from '@app/domain';
import { instantText } from '../fields/instant.ts';
import type { JsonValue } from '../fields/json-schema.ts';

type Json = Readonly<Record<string, JsonValue>>;

/** An event of the domain in CloudEvents' structured form. `readEvent`, then `contractEvent` give it back. */
export const eventJson = (event: ContractEvent): string =>
  JSON.stringify({
    specversion: '1.0',
    id: event.id,
    source: event.source,
    type: `subscription.${event.kind}`,
    time: instantText(event.recordedAt),
    subject: event.contractId,
    data: eventData(event),
  });

/** The `data` of an event alone, which in binary form is the value. */
export const eventData = (event: ContractEvent): Json => {
  const head = { contract_id: event.contractId, effective_date: event.effectiveDate, version: event.version };
  switch (event.kind) {
    case 'created':
    case 'amended':
      return { ...head, ...termsJson(event) };
    case 'cancelled':
      return event.reason === null ? head : { ...head, reason: event.reason };
  }
};

const termsJson = (terms: ContractTerms): Json => ({
  customer_id: terms.customerId,
  currency: terms.currency,
  term: { start: terms.term.start, end: terms.term.end, auto_renew: terms.term.autoRenew },
  lines: terms.lines.map(lineJson),
  // A copy by entries: where an attribute is called `__proto__`, it stays one.
  attributes: Object.fromEntries(Object.entries(terms.attributes)),
  renews: terms.renews,
  ...known({ opened_date: terms.openedDate, closed_date: terms.closedDate }),
});

const lineJson = (line: Line): Json => {
  const head = { id: line.id, kind: line.kind };
  switch (line.kind) {
    case 'recurring':
      return {
        ...head,
        product: line.product,
        quantity: plain(line.quantity),
        unit_price: plain(line.unitPrice),
        per: perJson(line.per),
        discounts: line.discounts.map(discountJson),
        ...boundsJson(line),
      };
    case 'usage_commitment':
      return { ...head, ...usageJson(line), discounts: line.discounts.map(discountJson), ...boundsJson(line) };
    case 'usage_expected':
      return { ...head, ...usageJson(line), ...boundsJson(line) };
    case 'one_time':
      return { ...head, amount: plain(line.amount), date: line.date, ...boundsJson(line) };
    case 'tax':
    case 'processing_fee':
    case 'refund':
    case 'chargeback':
    case 'credit':
      return { ...head, amount: plain(line.amount), ...boundsJson(line) };
  }
};

const usageJson = ({ product, amount, per }: Extract<Line, { kind: 'usage_commitment' | 'usage_expected' }>): Json => ({
  product,
  amount: plain(amount),
  per: perJson(per),
});

const perJson = ({ interval, count }: Per): JsonValue => (count === 1 ? interval : { interval, count });

const discountJson = ({ type, value, start, end }: Discount): Json => ({
  type,
  value: plain(value),
  ...known({ start, end }),
});

const boundsJson = ({ start, end }: LineBounds): Json => known({ start, end });

/** Without what is null: on the wire an absent field says the same. */
const known = (fields: Json): Json => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
