import { type CivilDate, type ContractExplanation, type ContractId, Decimal, compareCodePoints } from '@app/domain';
import { instantText } from '@app/wire';
import type { ExplainContract } from '../explain/explain-contract.ts';
import type { ListBooks } from '../lists/list-books.ts';
import { inForceOn } from '../lists/list-contracts.ts';
import { knownDay, knownDays } from '../reports/known-days.ts';
import { type Comparing, differencesBetween, extraContract, missingContract } from './compare-contracts.ts';
import type { ContractInList } from './contract-in-list.ts';
import {
  type CurrencyTotals,
  DIFFERENCES,
  type EventBehind,
  type Inactive,
  type ListDifference,
  type Reconciliation,
} from './reconciliation.ts';

/** A list as a billing system has it on a day. */
export type ListToReconcile = Comparing &
  Readonly<{
    contracts: readonly ContractInList[];
    /** The contracts in rows that cannot be read; of these the list says nothing. */
    unread: ReadonlySet<string>;
  }>;

/** Events are looked up for as many contracts: a list of another system differs in every one. */
const LOOKED_UP = 10_000;

type Difference = Omit<ListDifference, 'event'>;
type Side = Readonly<{ contracts: number; arr: Decimal }>;

const NOTHING: Side = { contracts: 0, arr: new Decimal(0) };

/** Adds up the contracts of each currency, of the books and of the list. */
const addUp = () => {
  const sums = { books: new Map<string, Side>(), list: new Map<string, Side>() };
  return {
    add: (side: 'books' | 'list', { currency, arr }: Readonly<{ currency: string; arr: Decimal }>): void => {
      const sum = sums[side].get(currency) ?? NOTHING;
      sums[side].set(currency, { contracts: sum.contracts + 1, arr: sum.arr.plus(arr) });
    },
    totals: (): readonly CurrencyTotals[] =>
      [...new Set([...sums.books.keys(), ...sums.list.keys()])].toSorted(compareCodePoints).map((currency) => ({
        currency,
        books: sums.books.get(currency) ?? NOTHING,
        list: sums.list.get(currency) ?? NOTHING,
      })),
  };
};

const inactiveFor = ({ governing }: ContractExplanation, day: CivilDate): Inactive => {
  if (governing === null) return 'not_begun';
  if (governing.kind === 'cancelled') return 'cancelled';
  return governing.term.start > day ? 'not_begun' : 'ended';
};

/** The governing event; before the first one governs, that one. */
const eventBehind = ({ governing, events }: ContractExplanation): EventBehind | null => {
  const event = governing ?? events[0]?.event ?? null;
  if (event === null) return null;
  const { source, id, recordedAt, effectiveDate } = event;
  return { source, id, recordedAt: instantText(recordedAt), effectiveDate };
};

const byKind = (a: ListDifference, b: ListDifference): number =>
  DIFFERENCES.indexOf(a.kind) - DIFFERENCES.indexOf(b.kind) || compareCodePoints(a.contractId, b.contractId);

/** Compares the active contracts of the books with a billing system's own list of them. */
export class Reconcile {
  constructor(
    private readonly books: ListBooks,
    private readonly explain: ExplainContract,
  ) {}

  /** The day to compare: the last one taken if none is asked for. Throws `OutOfRangeError`. */
  async day(asked: CivilDate | null): Promise<CivilDate> {
    const known = knownDays(await this.books.read((reading) => reading.days()), 'on');
    return knownDay(asked ?? known.asOf, known, 'on');
  }

  /** `onContract` is called with each contract whose event is looked up, of how many. */
  async with(
    list: ListToReconcile,
    day: CivilDate,
    onContract: (done: number, all: number) => void,
  ): Promise<Reconciliation> {
    const { alike, unread, totals, differences: found } = await this.compared(list, day);
    const ids = [...new Set(found.map(({ contractId }) => contractId))];
    const differences: ListDifference[] = [];
    let done = 0;
    for (const [contractId, ofContract] of Map.groupBy(found, (difference) => difference.contractId)) {
      differences.push(...(await this.withEvents(contractId, ofContract, done < LOOKED_UP ? day : null)));
      done += 1;
      if (done <= LOOKED_UP) onContract(done, Math.min(ids.length, LOOKED_UP));
    }
    const differing = new Set(differences.map(({ contractId }) => contractId)).size;
    return {
      ...{ day, unread, totals, differing, alike: alike + ids.length - differing },
      differences: differences.sort(byKind),
    };
  }

  private async compared(list: ListToReconcile, day: CivilDate) {
    const sums = addUp();
    const left = new Map(list.contracts.map((contract) => [contract.contractId, contract]));
    const differences: Difference[] = [];
    let [alike, unread] = [0, 0];
    for (const contract of list.contracts) sums.add('list', contract);
    await this.books.read(async (reading) => {
      for await (const customers of reading.customers(day, null)) {
        for (const contract of customers.flat()) {
          sums.add('books', contract);
          const inList = left.get(contract.contractId);
          left.delete(contract.contractId);
          const inBooks = { ...contract, inForce: inForceOn(contract.term, day) };
          const own = inList === undefined ? [extraContract(inBooks)] : differencesBetween(inBooks, inList, list);
          if (inList === undefined && list.unread.has(contract.contractId)) unread += 1;
          else if (own.length === 0) alike += 1;
          else differences.push(...own);
        }
      }
    });
    return {
      ...{ alike, unread, totals: sums.totals() },
      differences: [...differences, ...[...left.values()].map(missingContract)],
    };
  }

  /** A null day: the events are not looked up. */
  private async withEvents(
    contractId: string,
    differences: readonly Difference[],
    day: CivilDate | null,
  ): Promise<readonly ListDifference[]> {
    if (day === null) return differences.map((difference) => ({ ...difference, event: null }));
    const checked = await this.explain.on(contractId as ContractId, day);
    return differences
      .filter(({ kind, list }) => kind !== 'customer' || list !== checked?.mergedFrom)
      .map((difference) => ({
        ...difference,
        inactive:
          difference.kind !== 'missing' ? null : checked === null ? 'no_event' : inactiveFor(checked.explanation, day),
        event: checked === null ? null : eventBehind(checked.explanation),
      }));
  }
}
