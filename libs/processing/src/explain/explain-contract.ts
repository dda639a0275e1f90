import {
  type CivilDate,
  type ContractExplanation,
  type ContractId,
  type CustomerId,
  Decimal,
  explainContract,
  type Measures,
  MEASURES,
  STORED_MEASURE_NAMES,
  type ValuationPolicy,
} from '@app/domain';

import { numbered, type NumberedEvent, ofMerged } from '../fold/fold-plan.ts';
import { fieldsOfMeasures, measureFields, NO_MEASURE_FIELDS, type StoredMeasureField } from '../fold/measure-fields.ts';
import type { ContractSource, ExplanationSource } from './explanation-source.ts';

/** A measure, or the customer, whose stored value differs from the explained one. */
export type MeasureDifference = Readonly<{
  measure: StoredMeasureField | 'customer_id';
  explained: string | null;
  stored: string | null;
}>;

/** An explanation, compared with the store on that day. */
export type CheckedContract = Readonly<{
  contractId: ContractId;
  /** With the customers at the end of each chain of merges. */
  explanation: ContractExplanation;
  /** The customer that the governing event states, if a merge made it another one. */
  mergedFrom: CustomerId | null;
  /** Empty if every figure equals the one in the books. */
  differences: readonly MeasureDifference[];
  isStale: boolean;
}>;

const isSame = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : new Decimal(a).eq(b);

const customerDifference = ({ worth }: ContractExplanation, { span }: ContractSource): readonly MeasureDifference[] => {
  const [explained, stored] = [worth?.event.customerId ?? null, span?.customerId ?? null];
  return explained === stored ? [] : [{ measure: 'customer_id', explained, stored }];
};

const differencesFrom = (measures: Measures, { span }: ContractSource): readonly MeasureDifference[] => {
  const explained = fieldsOfMeasures(measures);
  const stored = span === null ? NO_MEASURE_FIELDS : measureFields(span);
  return STORED_MEASURE_NAMES.map((name): StoredMeasureField => MEASURES[name].column)
    .filter((measure) => !isSame(explained[measure], stored[measure]))
    .map((measure) => ({ measure, explained: explained[measure], stored: stored[measure] }));
};

const mergedFrom = ({ worth }: ContractExplanation, stated: readonly NumberedEvent[]): CustomerId | null => {
  if (worth === null) return null;
  const { id, source, customerId } = worth.event;
  const own = stated.find(({ event }) => event.id === id && event.source === source)?.event;
  return own === undefined || own.kind === 'cancelled' || own.customerId === customerId ? null : own.customerId;
};

/** Explains the measures of a contract from the ledger's events, and compares them with the store. */
export class ExplainContract {
  constructor(
    private readonly source: ExplanationSource,
    private readonly policy: ValuationPolicy,
  ) {}

  /** Null if the store has no such contract. */
  async on(contractId: ContractId, day: CivilDate): Promise<CheckedContract | null> {
    const stored = await this.source.contract(contractId, day);
    if (stored === null) return null;
    const stated = stored.events.map(numbered);
    const events = stated.map(ofMerged(stored.merged)).map(({ event }) => event);
    const explanation = explainContract(events, day, this.policy);
    return {
      contractId,
      explanation,
      mergedFrom: mergedFrom(explanation, stated),
      differences: [...differencesFrom(explanation.measures, stored), ...customerDifference(explanation, stored)],
      isStale: stored.isStale,
    };
  }
}
