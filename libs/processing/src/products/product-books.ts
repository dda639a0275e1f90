import type { CivilDate, ContractWithLines, FxRate } from '@app/domain';
import type { TakenDays } from '../reports/plan-store.ts';

/** One state of the books. */
export abstract class ProductReading {
  abstract days(): Promise<TakenDays>;
  abstract rates(): Promise<readonly FxRate[]>;
  /** The active contracts of every customer on a day, with their lines; some customers at a time. */
  abstract customers(day: CivilDate): AsyncIterable<readonly (readonly ContractWithLines[])[]>;
}

export abstract class ProductBooks {
  abstract read<T>(work: (reading: ProductReading) => Promise<T>): Promise<T>;
}
