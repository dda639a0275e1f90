import { DEFAULT_POLICY, type EventRef, type FxRate, type Instant, type Policy } from '@app/domain';
import { contractEvent, isRefusal, type Refusal, type WireEvent } from '@app/wire';
import { BookNotes } from './book-notes.ts';
import type { CheckReport, FirstAndLast } from './check-report.ts';
import type { CheckedRecord, CheckSource } from './check-source.ts';
import { FindingTallies } from './finding-tallies.ts';
import { judgeContracts } from './judged-contracts.ts';
import { KeptContracts } from './kept-contracts.ts';
import { KnownIds } from './known-ids.ts';
import { linesDigestOf } from './lines-digest.ts';
import { RefusalTallies } from './refusal-tallies.ts';

/** A record that was refused, with its place. */
export type RefusedCheck = Readonly<{ file: string | null; line: number; refusal: Refusal }>;

export type CheckListener = Readonly<{
  onBatch: (events: number, shareRead: number | null) => void;
  onRefused: (refused: readonly RefusedCheck[]) => Promise<void>;
}>;

export type CheckInput = Readonly<{
  source: CheckSource;
  /** Null: the default. */
  policy: Policy | null;
  /** Null: not given, so that a missing one is no finding. */
  rates: readonly FxRate[] | null;
}>;

const isBefore = (a: Instant, b: Instant): boolean =>
  a.seconds < b.seconds || (a.seconds === b.seconds && a.nanos < b.nanos);

const widened = (days: FirstAndLast<Instant> | null, at: Instant): FirstAndLast<Instant> => ({
  first: days === null || isBefore(at, days.first) ? at : days.first,
  last: days === null || isBefore(days.last, at) ? at : days.last,
});

/** Reads a book of events, event by event. */
class BookCheck {
  readonly refusals = new RefusalTallies();
  readonly tallies = new FindingTallies();
  readonly notes = new BookNotes(this.tallies);
  readonly contracts = new KeptContracts();
  readonly counts = { accepted: 0, repeated: 0 };
  recorded: FirstAndLast<Instant> | null = null;
  readonly #ids = new KnownIds();

  /** Returns the refusal of a record that is refused. */
  add({ file, line, read }: CheckedRecord): Refusal | null {
    if (isRefusal(read)) return this.#refuse(file, line, read);
    const judged = this.#ids.judge(read);
    if (typeof judged === 'object') return this.#refuse(file, line, judged);
    this.counts[judged === 'new' ? 'accepted' : 'repeated'] += 1;
    if (judged === 'new') this.#accept(read, { id: read.id, source: read.source, file, line });
    return null;
  }

  get read(): number {
    return this.counts.accepted + this.counts.repeated + this.refusals.count;
  }

  #refuse(file: string | null, line: number, refusal: Refusal): Refusal {
    this.refusals.add(file, line, refusal);
    return refusal;
  }

  #accept(read: WireEvent, ref: EventRef): void {
    this.recorded = widened(this.recorded, read.recordedAt);
    if (read.kind === 'merged') return;
    const event = contractEvent(read);
    this.notes.add(event, ref);
    this.contracts.add({ event, ref, linesDigest: linesDigestOf(read) });
  }
}

/**
 * Reads events and says what they hold and what in them looks wrong, without a store. It keeps a few words of each
 * event, never the event.
 */
export const checkEvents = async (
  { source, policy: given, rates }: CheckInput,
  { onBatch, onRefused }: CheckListener,
): Promise<CheckReport> => {
  const policy = given ?? DEFAULT_POLICY;
  const check = new BookCheck();
  for await (const { records, shareRead } of source) {
    const refused = records.flatMap((record): readonly RefusedCheck[] => {
      const refusal = check.add(record);
      return refusal === null ? [] : [{ file: record.file, line: record.line, refusal }];
    });
    if (refused.length > 0) await onRefused(refused);
    onBatch(check.read, shareRead);
  }
  const { counts, contracts, notes, refusals, tallies, recorded } = check;
  judgeContracts(contracts.contracts(), policy.renewalGraceDays, tallies);
  const currencies = notes.judge(rates, policy);
  return {
    events: { ...counts, refused: refusals.count },
    contracts: contracts.count,
    customers: contracts.customers,
    effective: notes.effective,
    recorded,
    currencies,
    areRatesGiven: rates !== null,
    refusals: refusals.refusals(),
    findings: tallies.findings(),
  };
};
