import type { FxRate, Policy } from '@app/domain';
import { storedEvent } from '@app/wire';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import { checkEvents, type CheckListener } from './check-events.ts';
import type { CheckReport, RefusalCount } from './check-report.ts';
import type { CheckedBatch } from './check-source.ts';

/** The events of a store in one state of it, with what it refused and its rates. */
export type LedgerToCheck = Readonly<{
  /** Every accepted event once, some at a time, in any order. */
  rows: AsyncIterable<readonly LedgerRow[]>;
  /** Everything that was ever refused, also what was corrected since. */
  refusals: readonly RefusalCount[];
  rates: readonly FxRate[];
}>;

/** The port of the ledger of a store, to be checked. */
export abstract class CheckLedger {
  abstract read<T>(work: (ledger: LedgerToCheck) => Promise<T>): Promise<T>;
}

async function* accepted(rows: LedgerToCheck['rows']): AsyncGenerator<CheckedBatch> {
  for await (const page of rows) {
    yield { records: page.map((row) => ({ file: null, line: row.seq, read: storedEvent(row) })), shareRead: null };
  }
}

/** Checks the events that a store has accepted, as `checkEvents` checks those of files. */
export const checkLedger = async (
  ledger: CheckLedger,
  policy: Policy,
  onBatch: CheckListener['onBatch'],
): Promise<CheckReport> =>
  ledger.read(async ({ rows, refusals, rates }) => {
    const listener = { onBatch, onRefused: () => Promise.resolve() };
    const report = await checkEvents({ source: accepted(rows), policy, rates }, listener);
    const refused = refusals.reduce((sum, { count }) => sum + count, 0);
    return { ...report, refusals, events: { ...report.events, refused } };
  });
