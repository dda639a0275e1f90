import { type CivilDate, MEASURES, STORED_MEASURE_NAMES } from '@app/domain';
import { contractRecord } from '../fold/contract-record.ts';
import type { ContractHead, FoldedContract, StoredSpan } from '../fold/contract-store.ts';
import { differingChargeDays, differingSpanDays } from '../fold/differing-days.ts';
import { isSameBooking } from '../fold/stored-booking.ts';
import type { ExaminedContract } from './books-to-examine.ts';
import { type DoctorFinding, finding } from './finding.ts';

const holding = (spans: readonly StoredSpan[], day: CivilDate): StoredSpan | undefined =>
  spans.find(({ from, to }) => from <= day && (to === null || day < to));

const changedParts = (stored: StoredSpan, right: StoredSpan): string => {
  const measures = STORED_MEASURE_NAMES.filter((name) => stored[name] !== right[name]).map(
    (name) => `${MEASURES[name].column} is ${stored[name] ?? 'null'} and should be ${right[name] ?? 'null'}`,
  );
  const texts = (['customerId', 'currency', 'lines'] as const)
    .filter((name) => stored[name] !== right[name])
    .map((name) => `its ${name === 'customerId' ? 'customer' : name} ${name === 'lines' ? 'are' : 'is'} another`);
  const parts = [...measures, ...texts];
  return parts.length === 0 ? 'its attributes are others' : parts.join(', ');
};

const spanText = (stored: readonly StoredSpan[], right: readonly StoredSpan[], day: CivilDate): string => {
  const [was, is] = [holding(stored, day), holding(right, day)];
  if (was === undefined) return 'it has no span, and should have one';
  if (is === undefined) return 'it has a span, and should have none';
  return changedParts(was, is);
};

/** A span that reaches into the next one. */
const overlap = (spans: readonly StoredSpan[]): StoredSpan | undefined =>
  spans.find(({ to }, i) => {
    const next = spans[i + 1];
    return next !== undefined && (to === null || next.from < to);
  });

/** Where the stored spans of a contract are not those of its events. */
const spanFindings = (
  { contractId, spans }: ExaminedContract,
  right: readonly StoredSpan[],
): readonly DoctorFinding[] => {
  const double = overlap(spans);
  if (double !== undefined) {
    const what = `contract ${contractId}: its span from ${double.from} reaches into the next one`;
    return [finding('span_differs', { object: contractId, what })];
  }
  const days = differingSpanDays(spans, right) ?? differingSpanDays(right, spans);
  if (days === null) return [];
  const until = days.end === null ? 'on' : `to ${days.end}`;
  const what = `contract ${contractId}, from ${days.start} ${until}: ${spanText(spans, right, days.start)}`;
  return [finding('span_differs', { object: contractId, what })];
};

/** What a head keeps of its events. The record, its revision and the booking are compared by themselves. */
const keptOf = ({ creations, lastOwner, lastRecord, hasMixedSources, timeline, knownUntil }: ContractHead) => ({
  creations,
  lastOwner,
  lastRecord,
  hasMixedSources,
  timeline,
  knownUntil,
});

const headFindings = (stored: ContractHead, right: ContractHead): readonly DoctorFinding[] => {
  const [is, should] = [keptOf(stored), keptOf(right)];
  const names = (Object.keys(is) as (keyof typeof is)[]).filter(
    (name) => JSON.stringify(is[name]) !== JSON.stringify(should[name]),
  );
  if (names.length === 0) return [];
  const what = `contract ${stored.contractId}: its row differs in ${names.join(', ')}`;
  return [finding('contract_differs', { object: stored.contractId, what })];
};

/** The record shows the span of the day on which it was written, and that can be any day so far. */
const isRecordOfSomeDay = (
  { contractId, record, lastOwner, creations }: ContractHead,
  spans: readonly StoredSpan[],
  today: CivilDate,
): boolean => {
  const bounds = spans.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  const days = [...bounds.filter((day) => day <= today), today];
  const recorded = { contractId, isCreated: creations.length > 0, lastOwner, spans };
  return days.some((day) => contractRecord(day, recorded) === record);
};

const recordFindings = (
  stored: ContractHead,
  right: readonly StoredSpan[],
  today: CivilDate,
): readonly DoctorFinding[] =>
  isRecordOfSomeDay(stored, right, today)
    ? []
    : [
        finding('record_differs', {
          object: stored.contractId,
          what: `contract ${stored.contractId}: its record is that of no day`,
        }),
      ];

/** Where a stored contract is not what its events say: `right` is the fold of all of them. */
export const contractDifferences = (
  contract: ExaminedContract & Readonly<{ head: ContractHead }>,
  { head, revaluation }: FoldedContract,
  today: CivilDate,
): readonly DoctorFinding[] => {
  const { contractId } = contract;
  const [spans, charges] = [revaluation?.spans ?? [], revaluation?.charges ?? []];
  const chargeDays = differingChargeDays(contract.charges, charges);
  const ofSpans = spanFindings(contract, spans);
  return [
    ...ofSpans,
    ...(chargeDays === null
      ? []
      : [
          finding('charge_differs', {
            object: contractId,
            what: `contract ${contractId}: its one-time lines from ${chargeDays.start} on differ`,
          }),
        ]),
    ...(isSameBooking(contract.head.booking, head.booking)
      ? []
      : [finding('booking_differs', { object: contractId, what: `contract ${contractId}: its booking differs` })]),
    ...headFindings(contract.head, head),
    ...recordFindings(contract.head, spans, today),
  ];
};
