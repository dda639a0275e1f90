/** The state of a churned customer's largest contract on the later day of a comparison. */
export type LostContract =
  | Readonly<{ kind: 'cancelled'; reason: string | null }>
  /** Its term ran out. */
  | Readonly<{ kind: 'ended' }>
  /** It is active without ARR, as in a pause. */
  | Readonly<{ kind: 'active' }>;

/** The reason under which the churn of a customer counts (definitions, section 11). An empty reason counts as none. */
export const churnReason = (contract: LostContract): string => {
  switch (contract.kind) {
    case 'cancelled':
      return contract.reason || '(none)';
    case 'ended':
      return '(ended)';
    case 'active':
      return '(no lines)';
  }
};
