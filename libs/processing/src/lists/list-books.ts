import type { CivilDate, Decimal, FxRate, Term } from '@app/domain';
import type { MeasureFields } from '../fold/measure-fields.ts';
import type { TakenDays } from '../reports/plan-store.ts';

/** A contract that is active on a day, with the parts of it that lists show. */
export type ContractToList = Readonly<{
  contractId: string;
  /** The customer that it counts for. */
  customerId: string;
  currency: string;
  arr: Decimal;
  measures: MeasureFields;
  renews: readonly string[];
  attributes: Readonly<Record<string, string>>;
  /** As it is stated, before any renewal. */
  term: Term;
}>;

/** One consistent state of the store. */
export abstract class ListReading {
  abstract days(): Promise<TakenDays>;
  abstract rates(): Promise<readonly FxRate[]>;
  /**
   * The contracts active on a day by customer, some customers at a time: of all customers, or of the one that
   * `customer` counts for.
   */
  abstract customers(day: CivilDate, customer: string | null): AsyncIterable<readonly (readonly ContractToList[])[]>;
}

/** The port of lists of contracts and customers. */
export abstract class ListBooks {
  abstract read<T>(work: (reading: ListReading) => Promise<T>): Promise<T>;
}
