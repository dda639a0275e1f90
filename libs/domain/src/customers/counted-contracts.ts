import type { ActiveContract } from './active-contract.ts';
import { isLeftOut } from './left-out.ts';

/** A customer's contracts on a day without those that are left out. */
export const countedContracts = <C extends Pick<ActiveContract, 'contractId' | 'arr' | 'renews'>>(
  contracts: readonly C[],
): readonly C[] =>
  contracts.some(({ renews }) => renews.length > 0)
    ? contracts.filter((contract) => !isLeftOut(contract, contracts))
    : contracts;
