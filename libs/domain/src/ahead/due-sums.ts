import { plain } from '../money/decimal-text.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { type NamedFigures, percentage, ratio } from '../snapshots/emitted.ts';
import type { DueContract } from './due-contracts.ts';
import { plusUnlessZero } from './plus-unless-zero.ts';

/** The number of contracts whose term ends, and their ARR by outcome. */
export type DueSums = Readonly<{ contracts: number; renewed: Decimal; autoRenewing: Decimal; expiring: Decimal }>;

export const NOTHING_DUE: DueSums = { contracts: 0, renewed: ZERO, autoRenewing: ZERO, expiring: ZERO };

export const addedDue = (a: DueSums, b: DueSums): DueSums =>
  b.contracts === 0
    ? a
    : {
        contracts: a.contracts + b.contracts,
        renewed: plusUnlessZero(a.renewed, b.renewed),
        autoRenewing: plusUnlessZero(a.autoRenewing, b.autoRenewing),
        expiring: plusUnlessZero(a.expiring, b.expiring),
      };

const sumsOf = ({ arr, outcome }: DueContract): DueSums => {
  switch (outcome) {
    case 'renewed':
      return { ...NOTHING_DUE, contracts: 1, renewed: arr };
    case 'auto_renewing':
      return { ...NOTHING_DUE, contracts: 1, autoRenewing: arr };
    case 'expiring':
      return { ...NOTHING_DUE, contracts: 1, expiring: arr };
  }
};

export const dueSums = (due: readonly DueContract[]): DueSums =>
  due.map(sumsOf).reduce<DueSums>((sum, one) => addedDue(sum, one), NOTHING_DUE);

const dueArr = ({ renewed, autoRenewing, expiring }: DueSums): Decimal => renewed.plus(autoRenewing).plus(expiring);

/** The due contracts and ARR with their outcome, by the names in the definitions, section 11. */
export const dueFigures = (sums: DueSums): NamedFigures => ({
  due_contracts: sums.contracts,
  due_arr: plain(dueArr(sums)),
  renewed_arr: plain(sums.renewed),
  auto_renewing_arr: plain(sums.autoRenewing),
  expiring_arr: plain(sums.expiring),
});

/** `dueFigures` of a month that is over, with the rate of renewal, which is null if nothing was due. */
export const renewalFigures = (sums: DueSums): NamedFigures => ({
  ...dueFigures(sums),
  renewal_rate_pct: percentage(ratio(sums.renewed.plus(sums.autoRenewing), dueArr(sums))),
});
