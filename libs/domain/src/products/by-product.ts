import { type Decimal, ZERO } from '../money/decimal.ts';
import { customerArr } from '../customers/customer-arr.ts';
import type { ActiveContract } from '../customers/active-contract.ts';
import { type Rates, reportingAmount } from '../customers/reporting-amount.ts';
import { reportingContracts } from '../customers/reporting-contracts.ts';
import { round10 } from '../money/rounding.ts';

/** A recurring or commitment line on a day: annual rates in the contract's currency, unrounded. */
export type ProductLine = Readonly<{ product: string; gross: Decimal; net: Decimal }>;
export type ContractWithLines = Pick<ActiveContract, 'contractId' | 'currency' | 'arr' | 'renews'> &
  Readonly<{ lines: readonly ProductLine[] }>;

export type ProductAmounts = Readonly<{ arr: Decimal; grossArr: Decimal }>;

const NOTHING: ProductAmounts = { arr: ZERO, grossArr: ZERO };

const added = (a: ProductAmounts, b: ProductAmounts): ProductAmounts => ({
  arr: a.arr.plus(b.arr),
  grossArr: a.grossArr.plus(b.grossArr),
});

const byProduct = (lines: readonly ProductLine[]): ReadonlyMap<string, ProductAmounts> => {
  const sums = new Map<string, ProductAmounts>();
  for (const { product, net, gross } of lines) {
    sums.set(product, added(sums.get(product) ?? NOTHING, { arr: net, grossArr: gross }));
  }
  return sums;
};

/**
 * An active customer's amounts of each product on a day, in the reporting currency: rounded by contract and product,
 * then converted (definitions, section 11). Empty if the customer is not active. `contracts` are all its active
 * contracts.
 */
export const productAmounts = (
  contracts: readonly ContractWithLines[],
  rates: Rates,
): ReadonlyMap<string, ProductAmounts> => {
  const counted = reportingContracts(contracts, rates);
  const sums = new Map<string, ProductAmounts>();
  if (!customerArr(counted).gt(0)) return sums;
  for (const { contract } of counted) {
    const rate = rates.get(contract.currency) ?? ZERO;
    for (const [product, { arr, grossArr }] of byProduct(contract.lines)) {
      const converted = {
        arr: reportingAmount(round10(arr), rate),
        grossArr: reportingAmount(round10(grossArr), rate),
      };
      sums.set(product, added(sums.get(product) ?? NOTHING, converted));
    }
  }
  return sums;
};
