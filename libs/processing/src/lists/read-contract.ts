import { type CivilDate, type ContractId, covers, type Decimal, type Policy, type Span } from '@app/domain';
import { storedEvent, type WireEvent } from '@app/wire';
import type { StoredSpan } from '../fold/contract-store.ts';
import { type MeasureFields, measureFields, NO_MEASURE_FIELDS } from '../fold/measure-fields.ts';
import type { AcceptedEvent, ContractBooks, ContractReading, KnownContract } from './contract-books.ts';
import { type Counting, type ListedContract, listedContracts } from './list-contracts.ts';
import { dayToList } from './page-contracts.ts';
import type { Page, PageAsked } from './page.ts';

/** A contract on a day. Without terms that day, customer and currency are those that it had last or gets first. */
export type ReadContractAnswer = Readonly<{
  contractId: ContractId;
  day: CivilDate;
  customerId: string | null;
  currency: string | null;
  measures: MeasureFields;
  rate: Decimal | null;
  reportingArr: Decimal | null;
  /** Null if it is not active. */
  counting: Counting | null;
  span: StoredSpan | null;
  inForce: Span | null;
  known: KnownContract;
}>;

/** A span with the event that governs it. */
export type GovernedSpan = Readonly<{ span: StoredSpan; event: Pick<WireEvent, 'id' | 'source' | 'type'> }>;

const nearest = (spans: readonly StoredSpan[], day: CivilDate): StoredSpan | null =>
  spans.findLast(({ from }) => from <= day) ?? spans[0] ?? null;

const listedOn = async (
  reading: ContractReading,
  span: StoredSpan,
  at: Awaited<ReturnType<typeof dayToList>>,
): Promise<ListedContract | null> => {
  const contracts = await reading.contractsOf(at.day, span.customerId);
  return listedContracts(contracts, at.day, at.rates).find(({ contractId }) => contractId === span.contractId) ?? null;
};

/** One contract: its state on a day, its spans and its events. */
export class ReadContract {
  constructor(
    private readonly books: ContractBooks,
    private readonly policy: Policy,
  ) {}

  /** Null if no event of it was accepted. Throws `OutOfRangeError` for a day that is not known. */
  async on(contractId: ContractId, asked: CivilDate | null): Promise<ReadContractAnswer | null> {
    return this.books.read(async (reading) => {
      const known = await reading.contract(contractId);
      if (known === null) return null;
      const at = await dayToList(reading, asked, this.policy);
      const span = known.spans.find(({ from, to }) => covers({ start: from, end: to }, at.day)) ?? null;
      const owner = span ?? nearest(known.spans, at.day) ?? known.lastOwner;
      const listed = span === null ? null : await listedOn(reading, span, at);
      const rate = owner === null ? null : (at.rates.get(owner.currency) ?? null);
      return {
        contractId,
        day: at.day,
        customerId: owner?.customerId ?? null,
        currency: owner?.currency ?? null,
        measures: span === null ? NO_MEASURE_FIELDS : measureFields(span),
        rate,
        reportingArr: listed?.reportingArr ?? null,
        counting: listed?.counting ?? null,
        span,
        inForce: listed?.inForce ?? null,
        known,
      };
    });
  }

  /** All of its spans, in ascending order; null if no event of it was accepted. */
  async spans(contractId: ContractId): Promise<readonly GovernedSpan[] | null> {
    return this.books.read(async (reading) => {
      const known = await reading.contract(contractId);
      if (known === null) return null;
      const seqs = [...new Set(known.spans.map(({ seq }) => seq))];
      const events = new Map((await reading.eventsBySeq(contractId, seqs)).map((row) => [row.seq, storedEvent(row)]));
      return known.spans.flatMap((span) => {
        const event = events.get(span.seq);
        return event === undefined ? [] : [{ span, event }];
      });
    });
  }

  /** Its events in the order in which they were accepted; null if there are none. */
  async events(contractId: ContractId, page: PageAsked): Promise<Page<AcceptedEvent> | null> {
    return this.books.read((reading) => reading.events(contractId, page));
  }
}
