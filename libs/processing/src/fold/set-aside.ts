import type { ContractId } from '@app/domain';

/** A contract whose fold took more than its budget. Its events wait, and its figures are those before them. */
export type SetAsideContract = Readonly<{
  contractId: ContractId;
  reason: string;
  /** What the last attempt took before it was given up. */
  costMs: number;
  attempts: number;
  since: Date;
  nextAttemptAt: Date;
}>;

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;

/** Each attempt may take twice as long as the one before, up to this many times the budget. */
const MOST_BUDGETS = 4;

/** The budget of the attempt after so many others, which folds the contract alone. */
export const budgetAfter = (attempts: number, budgetMs: number): number =>
  budgetMs * Math.min(MOST_BUDGETS, 2 ** attempts);

/** The wait before the next attempt: a minute after the first, doubled each time, at most an hour. */
export const waitAfter = (attempts: number): number => Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));

/** A contract that is given up at this attempt. */
export const givenUp = (
  { contractId, costMs }: Readonly<{ contractId: ContractId; costMs: number }>,
  before: Pick<SetAsideContract, 'attempts' | 'since'> | null,
  { budgetMs, now }: Readonly<{ budgetMs: number; now: Date }>,
): SetAsideContract => {
  const attempts = (before?.attempts ?? 0) + 1;
  return {
    contractId,
    reason: `its fold took more than ${budgetMs} ms`,
    costMs,
    attempts,
    since: before?.since ?? now,
    nextAttemptAt: new Date(now.getTime() + waitAfter(attempts)),
  };
};
