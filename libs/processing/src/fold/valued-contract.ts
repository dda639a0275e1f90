import type { CivilDate, ContractSpan, Entry, Span, ValuationPolicy } from '@app/domain';
import type {
  ContractChange,
  ContractHead,
  FoldedContract,
  StaleContract,
  StoredCharge,
  StoredEntry,
  StoredSpan,
} from './contract-store.ts';
import { contractRecord } from './contract-record.ts';
import type { FoldPace } from './fold-pace.ts';
import {
  differingChargeDays,
  differingOwnerDays,
  differingSpanDays,
  differingStatementDays,
  hull,
} from './differing-days.ts';
import type { Folded } from './refold.ts';
import { storedCharge, storedSpan } from './span-record.ts';
import { differingBookingDays, isSameBooking, storedBooking } from './stored-booking.ts';
import { valued } from './valued.ts';

const storedEntry = (entry: Entry, seqOf: Folded['seqOf']): StoredEntry => ({
  from: entry.from,
  seq: seqOf(entry.event),
  economicSince: entry.economicSince,
  currencySince: entry.currencySince,
  currency: entry.currency,
  customerId: entry.event.kind === 'cancelled' ? null : entry.event.customerId,
});

/** The parts of spans before `day`. */
const clipped = (spans: readonly StoredSpan[], day: CivilDate): readonly StoredSpan[] =>
  spans
    .filter(({ from }) => from < day)
    .map((span) => (span.to !== null && span.to <= day ? span : { ...span, to: day }));

/** The parts of spans from `day` on. */
const from = (spans: readonly StoredSpan[], day: CivilDate): readonly StoredSpan[] =>
  spans.filter(({ to }) => to === null || day < to).map((span) => (span.from < day ? { ...span, from: day } : span));

/** The stored state of a contract from a day on. */
type Before = Readonly<{ spans: readonly StoredSpan[]; charges: readonly StoredCharge[] }>;

/** All days on which a contract can be active. A change of a property of the whole contract changes each of them. */
const wholeLife = ({ timeline }: Pick<ContractHead, 'timeline'>): Span | null => {
  const [first] = timeline;
  return first === undefined ? null : { start: first.from, end: null };
};

/** Whether a late creation or an event of another source has come, which are properties of the whole contract. */
const isChangedAsAWhole = (before: ContractHead, after: Pick<ContractHead, 'creations' | 'hasMixedSources'>): boolean =>
  (before.creations.length === 0 && after.creations.length > 0) || (!before.hasMixedSources && after.hasMixedSources);

const changeOf = (
  { contractId, head, fresh, movedBy }: StaleContract,
  before: Before,
  after: Before,
  newHead: Pick<ContractHead, 'timeline' | 'creations' | 'booking' | 'hasMixedSources'>,
): ContractChange | null => {
  const isChanged = head !== null && isChangedAsAWhole(head, newHead);
  const ownerDays = head === null ? null : differingOwnerDays(head.timeline, newHead.timeline);
  const seen = [
    differingSpanDays(before.spans, after.spans),
    differingChargeDays(before.charges, after.charges),
    differingBookingDays(head?.booking ?? null, newHead.booking),
    ownerDays,
    isChanged ? wholeLife(newHead) : null,
  ].reduce(hull);
  const days = seen ?? differingStatementDays(before.spans, after.spans);
  if (days === null) return null;
  const owned = [...before.spans, ...after.spans, ...before.charges, ...after.charges];
  const heads = ownerDays === null ? [] : [...(head?.timeline ?? []), ...newHead.timeline];
  const owners = [...owned, ...heads, ...(isChanged ? newHead.timeline : [])]
    .map(({ customerId }) => customerId)
    .filter((customerId) => customerId !== null);
  return {
    contractId,
    customers: [...new Set(owners)],
    from: days.start,
    to: days.end,
    events: [...fresh.map(({ seq }) => seq), ...movedBy],
    isStatedOnly: seen === null,
  };
};

/** The head with its record. A record that differs from the stored one is a new revision. */
const withRecord = (
  { head: stored }: StaleContract,
  head: Omit<ContractHead, 'record' | 'revision'>,
  record: string | null,
): Pick<FoldedContract, 'head' | 'isRecordNew'> => {
  const revision = stored?.revision ?? 0;
  return record === null || record === stored?.record
    ? { head: { ...head, record: stored?.record ?? null, revision }, isRecordNew: false }
    : { head: { ...head, record, revision: revision + 1 }, isRecordNew: true };
};

/** A contract without new events. Only its record can differ, because it shows another day. */
export const kept = (contract: StaleContract, spans: readonly StoredSpan[], today: CivilDate): FoldedContract => {
  const { head } = contract;
  if (head === null) throw new Error(`contract ${contract.contractId} is stale and has neither events nor a timeline`);
  const record = contractRecord(today, { ...head, isCreated: head.creations.length > 0, spans });
  return { ...withRecord(contract, head, record), revaluation: null, change: null, isBookingNew: false };
};

/** The spans as they are stored, at the pace of a fold; null if they are past the budget. */
const storedAt = async (
  pace: FoldPace,
  spans: readonly ContractSpan[],
  seqOf: Folded['seqOf'],
): Promise<readonly StoredSpan[] | null> => {
  const stored: StoredSpan[] = [];
  for (const span of spans) {
    stored.push(storedSpan(span, seqOf));
    if (!(await pace.goOn())) return null;
  }
  return stored;
};

/** The policy that contracts are valued by, the day that their records show, and the pace of the fold. */
export type FoldTerms = Readonly<{ policy: ValuationPolicy; today: CivilDate; pace: FoldPace }>;

/** A stale contract with its folded timeline and the stored state that it replaces. */
type Fold = Readonly<{ contract: StaleContract; folded: Folded; stored: Before }>;

/** Values a folded contract and compares it with its stored state; null if that is past its budget. */
export const valuedContract = async (
  { contract, folded, stored }: Fold,
  horizon: CivilDate,
  { policy, today, pace }: FoldTerms,
): Promise<FoldedContract | null> => {
  const { since } = folded;
  const value = await valued(folded, { policy, horizon, pace });
  const valuedSpans = value === null ? null : await storedAt(pace, value.spans, folded.seqOf);
  if (value === null || valuedSpans === null) return null;
  const after = {
    spans: valuedSpans,
    charges: value.charges.map((charge) => storedCharge(charge, folded.seqOf)),
  };
  const before =
    since === null
      ? stored
      : { spans: from(stored.spans, since), charges: stored.charges.filter(({ date }) => since <= date) };
  const timeline = [...folded.before, ...folded.timeline.map((entry) => storedEntry(entry, folded.seqOf))];
  const spans = [...(since === null ? [] : clipped(stored.spans, since)), ...after.spans];
  const { creations, lastOwner } = folded;
  const record = contractRecord(today, { ...contract, isCreated: creations.length > 0, lastOwner, spans });
  const head = {
    contractId: contract.contractId,
    creations,
    lastOwner,
    booking: storedBooking(contract.head?.booking ?? null, since, value.booking, creations),
    lastRecord: folded.lastRecord,
    hasMixedSources: folded.hasMixedSources,
    timeline,
    knownUntil: value.knownUntil,
  };
  return {
    ...withRecord(contract, head, record),
    revaluation: { since, hadCharges: before.charges.length > 0, ...after },
    change: changeOf(contract, before, after, head),
    isBookingNew: !isSameBooking(contract.head?.booking ?? null, head.booking),
  };
};
