import type { CivilDate, Grain } from '@app/domain';

/** A currency without a rate on a day: its contracts with ARR on that day, and their customers, are in no figure. */
export type MissingRate = Readonly<{ currency: string; contracts: number; customers: number }>;

/** The same for the measured day of a period whose snapshots name the currency in `missing_fx`. */
export type MissingInPeriod = MissingRate & Readonly<{ grain: Grain; period: string; measuredOn: CivilDate }>;

/** Says what the figures leave out for want of exchange rates, so that no figure is low without a word. */
export abstract class MissingRates {
  /** Of the current snapshots of the whole book, by period and currency. */
  abstract inPeriods(): Promise<readonly MissingInPeriod[]>;
  /** Of the last day taken, by currency. Costs one row if its snapshots lack no rate. */
  abstract latest(day: CivilDate): Promise<readonly MissingRate[]>;
  /** On a day, by currency: those that have no rate on any of the days whose rates the figures use. */
  abstract onDay(day: CivilDate, ratesOf: readonly CivilDate[]): Promise<readonly MissingRate[]>;
}
