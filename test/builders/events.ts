import {
  type AmendedEvent,
  type CancelledEvent,
  type CivilDate,
  type ContractDiscount,
  type ContractEvent,
  type ContractId,
  type ContractTerms,
  type CreatedEvent,
  type CustomerId,
  type EventHead,
  type Line,
  type MergedEvent,
  parseCivilDate,
  type Term,
} from '@app/domain';
import { parseInstant } from '@app/wire';
import { line } from './lines.ts';

export const day = (text: string): CivilDate => {
  const date = parseCivilDate(text);
  if (date === null) throw new Error(`${text} is not a date`);
  return date;
};

export const dayOrNull = (text: string | null): CivilDate | null => (text === null ? null : day(text));

/** A term from `start` to `end`, evergreen without an end, with its months counted from `start`. */
export const term = (start: string, end: string | null, autoRenew = false): Term => ({
  start: day(start),
  end: dayOrNull(end),
  autoRenew,
  anchor: day(start),
});

/** The same term with its months counted from another day. */
export const anchored = (stated: Term, anchor: string): Term => ({ ...stated, anchor: day(anchor) });

type HeadChanges = Readonly<{
  id?: string;
  source?: string;
  contract?: string;
  version?: number | null;
  time?: string;
  effective?: string;
}>;

type TermsChanges = HeadChanges &
  Readonly<{
    customer?: string;
    currency?: string;
    term?: Term;
    lines?: readonly Line[];
    discounts?: readonly ContractDiscount[];
    attributes?: Readonly<Record<string, string>>;
    renews?: readonly string[];
    opened?: string;
    closed?: string;
  }>;

const YEAR = term('2025-01-01', '2026-01-01');

const instant = (time: string): EventHead['recordedAt'] => {
  const recordedAt = parseInstant(time);
  if (recordedAt === null) throw new Error(`${time} is not a time`);
  return recordedAt;
};

const head = (kind: string, changes: HeadChanges, effective: CivilDate): EventHead => {
  const version = changes.version === undefined ? 0 : changes.version;
  const contractId = changes.contract ?? 'sub-1';
  return {
    id: changes.id ?? `${contractId} ${kind} ${effective} v${version ?? ''}`,
    source: changes.source ?? '/billing',
    recordedAt: instant(changes.time ?? `${effective}T00:00:00Z`),
    version,
    contractId: contractId as ContractId,
    effectiveDate: effective,
  };
};

const terms = (changes: TermsChanges): ContractTerms => ({
  customerId: (changes.customer ?? 'cus-1') as CustomerId,
  currency: changes.currency ?? 'USD',
  term: changes.term ?? YEAR,
  lines: changes.lines ?? [line()],
  discounts: changes.discounts ?? [],
  attributes: changes.attributes ?? {},
  renews: (changes.renews ?? []) as readonly ContractId[],
  openedDate: dayOrNull(changes.opened ?? null),
  closedDate: dayOrNull(changes.closed ?? null),
});

const effectiveOf = (changes: TermsChanges): CivilDate =>
  changes.effective === undefined ? (changes.term ?? YEAR).start : day(changes.effective);

/** By default a year at 100 a month from 1 January 2025. Effective and recorded when its term starts. */
export const created = (changes: TermsChanges = {}): CreatedEvent => ({
  kind: 'created',
  ...head('created', changes, effectiveOf(changes)),
  ...terms(changes),
});

/** An amendment with the same defaults as `created`. */
export const amended = (changes: TermsChanges = {}): AmendedEvent => ({
  kind: 'amended',
  ...head('amended', changes, effectiveOf(changes)),
  ...terms(changes),
});

export const cancelled = (changes: HeadChanges & Readonly<{ effective: string; reason?: string }>): CancelledEvent => ({
  kind: 'cancelled',
  ...head('cancelled', changes, day(changes.effective)),
  reason: changes.reason ?? null,
});

/** A merge of `from` into `into`; null undoes it. By default recorded on 1 January 2025. */
export const merged = (
  from: string,
  into: string | null,
  changes: Pick<HeadChanges, 'id' | 'source' | 'time'> = {},
): MergedEvent => ({
  kind: 'merged',
  id: changes.id ?? `${from} into ${into ?? 'itself'}`,
  source: changes.source ?? '/crm',
  recordedAt: instant(changes.time ?? '2025-01-01T00:00:00Z'),
  customerId: from as CustomerId,
  into: into as CustomerId | null,
});

/** The events of one contract: its creation, then `later`. */
export const contract = (first: TermsChanges = {}, ...later: readonly ContractEvent[]): readonly ContractEvent[] => [
  created(first),
  ...later,
];
