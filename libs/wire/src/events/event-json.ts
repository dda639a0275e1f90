import {
  type ContractDiscount,
  type ContractEvent,
  type ContractTerms,
  type Discount,
  type Line,
  type LineBounds,
  type MergedEvent,
  type Per,
  plain,
  type Term,
} from '@app/domain';
import { instantText } from '../fields/instant.ts';
import type { JsonValue } from '../fields/json-schema.ts';

type Json = Readonly<Record<string, JsonValue>>;

/** An event in CloudEvents' structured form. `readEvent`, then `contractEvent` are the inverse. */
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

/** The `data` of an event, which is the record's value in binary form. */
export const eventData = (event: ContractEvent): Json => {
  const { contractId, effectiveDate, version } = event;
  const head = { contract_id: contractId, effective_date: effectiveDate, ...withoutNulls({ version }) };
  switch (event.kind) {
    case 'created':
    case 'amended':
      return { ...head, ...termsJson(event) };
    case 'cancelled':
      return event.reason === null ? head : { ...head, reason: event.reason };
  }
};

/** A merge of customers in CloudEvents' structured form. `readEvent`, then `mergedEvent` are the inverse. */
export const mergedEventJson = (event: MergedEvent): string =>
  JSON.stringify({
    specversion: '1.0',
    id: event.id,
    source: event.source,
    type: 'customer.merged',
    time: instantText(event.recordedAt),
    subject: event.customerId,
    data: mergedEventData(event),
  });

/** The `data` of a merge, which is the record's value in binary form. */
export const mergedEventData = ({ customerId, into }: MergedEvent): Json => ({ customer_id: customerId, into });

const termsJson = (terms: ContractTerms): Json => ({
  customer_id: terms.customerId,
  currency: terms.currency,
  term: termJson(terms.term),
  lines: terms.lines.map(lineJson),
  ...(terms.discounts.length === 0 ? {} : { discounts: terms.discounts.map(contractDiscountJson) }),
  // Copied by entries, so an attribute with the name `__proto__` stays an attribute.
  attributes: Object.fromEntries(Object.entries(terms.attributes)),
  renews: terms.renews,
  ...withoutNulls({ opened_date: terms.openedDate, closed_date: terms.closedDate }),
});

const termJson = ({ start, end, autoRenew, anchor }: Term): Json => ({
  start,
  end,
  auto_renew: autoRenew,
  ...(anchor === start ? {} : { anchor }),
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

const perJson = (per: Per): JsonValue =>
  per.interval === 'term' || per.count === 1 ? per.interval : { interval: per.interval, count: per.count };

const discountJson = ({ type, value, start, end }: Discount): Json => ({
  type,
  value: plain(value),
  ...withoutNulls({ start, end }),
});

const contractDiscountJson = (discount: ContractDiscount): Json =>
  discount.type === 'amount' ? { ...discountJson(discount), per: perJson(discount.per) } : discountJson(discount);

const boundsJson = ({ start, end }: LineBounds): Json => withoutNulls({ start, end });

/** The fields that are not null: an absent field means the same. */
const withoutNulls = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
