import type { ActiveContract } from './active-contract.ts';

type Renewing = Pick<ActiveContract, 'contractId' | 'arr' | 'renews'>;

const renews = ({ renews: named }: Renewing, { contractId }: Renewing): boolean => named.includes(contractId);

const leavesOut = (other: Renewing, contract: Renewing): boolean =>
  other.contractId !== contract.contractId &&
  other.arr.gt(0) &&
  renews(other, contract) &&
  // If two contracts renew each other, the one with the larger id stays.
  !(renews(contract, other) && contract.contractId > other.contractId);

/**
 * Whether a contract does not count on a day because another active contract of the same customer, with ARR, renews it
 * (definitions, section 6). Rates do not matter, and a contract that is left out still leaves out the contracts that it
 * renews. `contracts` are all active contracts of the customer on that day.
 */
export const isLeftOut = (contract: Renewing, contracts: readonly Renewing[]): boolean =>
  contracts.some((other) => leavesOut(other, contract));

/** The active contracts of a customer on a day without those that are left out. */
export const countedContracts = <C extends Renewing>(contracts: readonly C[]): readonly C[] =>
  contracts.some((contract) => contract.renews.length > 0)
    ? contracts.filter((contract) => !isLeftOut(contract, contracts))
    : contracts;
