import { Decimal, plain, type Rates, reportingAmount } from '@app/domain';
import type { MeasureFields } from '../fold/measure-fields.ts';
import type { ContractOnDay } from '../store/books.ts';

/** The measures once more, in the reporting currency. */
type ReportingFields = Readonly<{ [N in keyof MeasureFields as `reporting_${N}`]: string | null }>;

/** A contract in the report of all contracts on a day, by its names there. */
export type ReportedContract = Readonly<{
  contract_id: string;
  customer_id: string | null;
  currency: string | null;
  attributes: Readonly<Record<string, string>>;
  active: boolean;
  creation_missing: boolean;
  reporting_currency: string;
  fx_rate: string | null;
}> &
  MeasureFields &
  ReportingFields;

const converted = (amount: string | null, rate: Decimal | null): string | null =>
  amount === null || rate === null ? null : plain(reportingAmount(new Decimal(amount), rate));

/**
 * The contract with its measures in its own currency and, rounded half to even at the tenth place, in the reporting
 * currency at the rates of the day (definitions, section 6). Without a rate the latter are null.
 */
export const reportedContract = (
  { contractId, customerId, currency, attributes, active, hasCreation, measures }: ContractOnDay,
  { reportingCurrency, rates }: Readonly<{ reportingCurrency: string; rates: Rates }>,
): ReportedContract => {
  const rate = currency === null ? null : (rates.get(currency) ?? null);
  const reporting = Object.entries(measures).map(([name, amount]) => [`reporting_${name}`, converted(amount, rate)]);
  return {
    contract_id: contractId,
    customer_id: customerId,
    currency,
    attributes,
    active,
    creation_missing: !hasCreation,
    ...measures,
    reporting_currency: reportingCurrency,
    fx_rate: rate === null ? null : plain(rate),
    // The names are those of the measures, each with the prefix.
    ...(Object.fromEntries(reporting) as ReportingFields),
  };
};
