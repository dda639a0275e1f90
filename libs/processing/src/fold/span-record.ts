import { type ContractSpan, type OneTimeCharge, plain } from '@app/domain';
import type { StoredCharge, StoredSpan } from './contract-store.ts';
import { storedMeasures } from './measure-fields.ts';
import { linesText } from './stored-lines.ts';

/** Gives the number of an event in the ledger. */
export type SeqOf = (event: ContractSpan['event']) => number;

export const storedSpan = (span: ContractSpan, seqOf: SeqOf): StoredSpan => ({
  contractId: span.event.contractId,
  from: span.from,
  to: span.to,
  seq: seqOf(span.event),
  customerId: span.event.customerId,
  currency: span.event.currency,
  ...storedMeasures(span.measures),
  attributes: span.event.attributes,
  renews: span.event.renews,
  lines: linesText(span.lines),
  term: span.event.term,
});

export const storedCharge = (charge: OneTimeCharge, seqOf: SeqOf): StoredCharge => ({
  contractId: charge.event.contractId,
  date: charge.date,
  seq: seqOf(charge.event),
  amount: plain(charge.amount),
  currency: charge.currency,
  customerId: charge.customerId,
});
