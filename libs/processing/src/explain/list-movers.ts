import type { Period } from '@app/domain';
import { WHOLE } from '../snapshots/segment-name.ts';
import { explainedCustomer, type ExplainedCustomer } from './explained-customer.ts';
import type { ExplanationSource } from './explanation-source.ts';

/** Every customer that moved the ARR of the whole book in a period, the largest move at constant currency first. */
export class ListMovers {
  constructor(private readonly source: ExplanationSource) {}

  /** Null if the period has no snapshot. */
  async of(period: Period): Promise<readonly ExplainedCustomer[] | null> {
    const found = await this.source.period(period, WHOLE, Number.MAX_SAFE_INTEGER);
    return found === null ? null : found.largestMoves.map(explainedCustomer);
  }
}
