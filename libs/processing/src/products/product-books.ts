import type { CivilDate, ContractWithLines, FxRate } from '@app/domain';
import type { TakenDays } from '../reports/plan-store.ts';

/** One consistent state of the store. */
export abstract class ProductReading {
  abstract days(): Promise<TakenDays>;
  abstract rates(): Promise<readonly FxRate[]>;
  /** The contracts active on a day with their lines, by customer, some customers at a time. */
  abstract customers(day: CivilDate): AsyncIterable<readonly (readonly ContractWithLines[])[]>;
}

/** The port of ARR by product. */
export abstract class ProductBooks {
  abstract read<T>(work: (reading: ProductReading) => Promise<T>): Promise<T>;
}
