import {
  type CivilDate,
  type ContractExplanation,
  type ContractId,
  type CustomerId,
  Decimal,
  explainContract,
  type Measures,
  plain,
  type ValuationPolicy,
} from '@app/domain';
import { type MeasureFields, measureFields, NO_MEASURE_FIELDS } from '../fold/contract-record.ts';
import { numbered, type NumberedEvent, ofMerged } from '../fold/fold-plan.ts';
import type { ContractSource, ExplanationSource } from './explanation-source.ts';

/** A measure, or the customer, for which the store holds another value than the explanation comes to. */
export type MeasureDifference = Readonly<{
  measure: keyof MeasureFields | 'customer_id';
  explained: string | null;
  stored: string | null;
}>;

/** An explanation held against what the store holds of that day. */
export type CheckedContract = Readonly<{
  contractId: ContractId;
  /** With the customers at the end of each chain of merges. */
  explanation: ContractExplanation;
  /** The customer that the governing event states, where a merge made it another one. */
  mergedFrom: CustomerId | null;
  /** None: every figure is the one that stands in the books. */
  differences: readonly MeasureDifference[];
  isStale: boolean;
}>;

export const fieldsOfMeasures = (measures: Measures): MeasureFields => ({
  arr: plain(measures.arr),
  gross_arr: plain(measures.grossArr),
  acv: plain(measures.acv),
  contracted_acv: plain(measures.contractedAcv),
  contract_value: measures.contractValue === null ? null : plain(measures.contractValue),
  one_time: plain(measures.oneTime),
  tcv: measures.tcv === null ? null : plain(measures.tcv),
  expected_usage: plain(measures.expectedUsage),
});

const isSame = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : new Decimal(a).eq(b);

const MEASURES = [
  'arr',
  'gross_arr',
  'acv',
  'contracted_acv',
  'contract_value',
  'one_time',
  'expected_usage',
] as const satisfies readonly (keyof MeasureFields)[];

const customerDifference = ({ worth }: ContractExplanation, { span }: ContractSource): readonly MeasureDifference[] => {
  const [explained, stored] = [worth?.event.customerId ?? null, span?.customerId ?? null];
  return explained === stored ? [] : [{ measure: 'customer_id', explained, stored }];
};

/** The store keeps no `tcv`: it is the sum of two measures that it keeps. */
const differencesFrom = (measures: Measures, { span }: ContractSource): readonly MeasureDifference[] => {
  const explained = fieldsOfMeasures(measures);
  const stored = span === null ? NO_MEASURE_FIELDS : measureFields(span);
  return MEASURES.filter((measure) => !isSame(explained[measure], stored[measure])).map((measure) => ({
    measure,
    explained: explained[measure],
    stored: stored[measure],
  }));
};

const mergedFrom = ({ worth }: ContractExplanation, stated: readonly NumberedEvent[]): CustomerId | null => {
  if (worth === null) return null;
  const { id, source, customerId } = worth.event;
  const own = stated.find(({ event }) => event.id === id && event.source === source)?.event;
  return own === undefined || own.kind === 'cancelled' || own.customerId === customerId ? null : own.customerId;
};

/** From the ledger's events to the measures of a contract, and whether the store holds the same. */
export class ExplainContract {
  constructor(
    private readonly source: ExplanationSource,
    private readonly policy: ValuationPolicy,
  ) {}

  /** Null where the store knows no such contract. */
  async on(contractId: ContractId, day: CivilDate): Promise<CheckedContract | null> {
    const known = await this.source.contract(contractId, day);
    if (known === null) return null;
    const stated = known.events.map(numbered);
    const events = stated.map(ofMerged(known.merged)).map(({ event }) => event);
    const explanation = explainContract(events, day, this.policy);
    return {
      contractId,
      explanation,
      mergedFrom: mergedFrom(explanation, stated),
      differences: [...differencesFrom(explanation.measures, known), ...customerDifference(explanation, known)],
      isStale: known.isStale,
    };
  }
}
