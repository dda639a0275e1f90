import {
  type CivilDate,
  comparedCustomer,
  comparisonRates,
  type CustomerAmounts,
  customerMovements,
  type CustomerMovement,
  earlier,
  firstDay,
  type FxRate,
  later,
  measuredDays,
  type Period,
  periodsBetween,
  type Policy,
  ratesOn,
  ZERO,
} from '@app/domain';
import { knownDay, knownDays } from '../reports/known-days.ts';
import { listedContracts } from './list-contracts.ts';
import { listedCustomer } from './list-customers.ts';
import type { KnownCustomer, PageBooks } from './page-books.ts';
import { type SharingCustomer, shareOf } from './page-customers.ts';

/** A customer at the close of a month, compared with the close of the month before. */
export type CustomerInMonth = Readonly<{
  month: string;
  measuredOn: CivilDate;
  movements: readonly CustomerMovement[];
  amounts: CustomerAmounts;
}>;

/** A customer on a day, and each month from its first contract up to that day. */
export type CustomerCourse = Readonly<{
  day: CivilDate;
  customer: SharingCustomer;
  months: readonly CustomerInMonth[];
}>;

type Asked = Readonly<{ day: CivilDate; firstActiveDay: CivilDate; rates: readonly FxRate[] }>;

const firstContractDay = ({ customerId, spans }: KnownCustomer): CivilDate | null =>
  spans
    .filter((span) => span.customerId === customerId)
    .reduce<CivilDate | null>((first, { days }) => (first === null ? days.start : earlier(first, days.start)), null);

/** One customer: its row in the list of a day, and its movements by month. */
export class ReadCustomer {
  constructor(
    private readonly books: PageBooks,
    private readonly policy: Policy,
  ) {}

  /** Null if no contract ever was active with it. Throws `OutOfRangeError` for a day that is not known. */
  async on(customerId: string, asked: CivilDate | null): Promise<CustomerCourse | null> {
    return this.books.read(async (reading) => {
      const known = await reading.customer(customerId);
      if (known === null) return null;
      const days = knownDays(await reading.days(), 'on');
      const day = knownDay(asked ?? days.asOf, days, 'on');
      const rates = await reading.rates();
      const dayRates = ratesOn(rates, day, this.policy);
      const bookArr = await reading.bookArr({ day, rates: dayRates });
      const contracts = (await reading.contractsOf(day, [known.customerId])).get(known.customerId) ?? [];
      const listed = listedCustomer(known.customerId, listedContracts(contracts, day, dayRates));
      // Without a contract nothing is missing: its ARR is known to be 0.
      const arr = contracts.length === 0 ? ZERO : listed.arr;
      const customer = { ...listed, arr, share: shareOf(arr, bookArr), firstActiveDay: known.firstActiveDay };
      return { day, customer, months: this.#months(known, { day, firstActiveDay: days.first, rates }) };
    });
  }

  #months(known: KnownCustomer, asked: Asked): readonly CustomerInMonth[] {
    const start = firstContractDay(known);
    if (start === null) return [];
    const first = later(start, firstDay(this.policy, asked.firstActiveDay));
    return periodsBetween('month', first, asked.day, 1).map((month) => this.#inMonth(known, month, asked));
  }

  #inMonth(known: KnownCustomer, month: Period, { day, firstActiveDay, rates }: Asked): CustomerInMonth {
    const days = measuredDays(month, day, firstActiveDay, this.policy);
    const { measured } = comparisonRates(rates, month.start, days, this.policy);
    const amounts = comparedCustomer(known, known.spans, { now: days.now, prior: days.prior, rates: measured });
    return { month: month.label, measuredOn: days.now, movements: customerMovements(amounts), amounts };
  }
}
