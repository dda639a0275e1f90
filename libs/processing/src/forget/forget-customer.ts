import { type CivilDate, dimensionsOf, type Policy } from '@app/domain';
import { forgottenEvent, namesCustomer } from '@app/wire';
import type { RestateOptions } from '../restate/restate.ts';
import { revalue } from '../fold/value-contracts.ts';
import { readStoredPolicy } from '../store/open-store.ts';
import type { Erased, ErasureStore, EraseTransaction, ForgottenCustomer } from './erasure-store.ts';

/** The customer is not in the store, or may not be forgotten yet. */
export class NotForgottenError extends Error {
  override readonly name = 'NotForgottenError';
}

export type ForgetOptions = Pick<RestateOptions, 'isDryRun' | 'now' | 'today'> &
  Readonly<{
    customerId: string;
    /** What the customer is called from now on. */
    pseudonym: string;
    /** Forgets it although it has contracts. */
    evenActive: boolean;
    by: string;
    /** Called with the number of events read so far. */
    onEvents?: (events: number) => void;
  }>;

export type ForgetOutcome = Readonly<{ pseudonym: string; erased: Erased; mergedWith: readonly string[] }>;

const CONTRACTS_AT_ONCE = 500;
const NAMED = 3;

const assertInactive = async (
  transaction: EraseTransaction,
  { customerId, evenActive }: ForgetOptions,
  day: CivilDate,
): Promise<void> => {
  if (evenActive) return;
  const active = await transaction.activeContracts(customerId, day, NAMED + 1);
  if (active.length === 0) return;
  const more = active.length > NAMED ? ' and others' : '';
  throw new NotForgottenError(
    `${customerId} has contracts that are active on ${day} or begin later (${active.slice(0, NAMED).join(', ')}${more}). ` +
      'Events of them would bring the customer back: end them in the billing system first, or give --even-active',
  );
};

const forgottenBy = ({ customerId, pseudonym }: ForgetOptions, policy: Policy): ForgottenCustomer => {
  const forgotten = { customerId, pseudonym, dimensions: dimensionsOf(policy) };
  return {
    ...{ customerId, pseudonym },
    isNamedIn: (text, mode) => namesCustomer(text, mode, customerId),
    withoutIt: (text, mode) => forgottenEvent(text, mode, forgotten),
  };
};

const isNothing = ({ events, payloads, refused, snapshots, operations }: Omit<Erased, 'contracts'>): boolean =>
  events + payloads + refused + snapshots + operations === 0;

/**
 * Takes a customer out of a store for good: its id and its free texts are replaced by a pseudonym that says nothing, and
 * its payloads are removed. Every figure stays. All of it is one transaction, in which nothing else works in the store.
 * Throws `NotForgottenError`.
 */
export const forgetCustomer = async (store: ErasureStore, options: ForgetOptions): Promise<ForgetOutcome> =>
  store.run(async (transaction) => {
    const { customerId, pseudonym, by, now, onEvents } = options;
    const policy = readStoredPolicy(await transaction.storedPolicy());
    const today = options.today(policy.timezone);
    await assertInactive(transaction, options, today);
    const mergedWith = await transaction.mergedWith(customerId);
    const forgotten = forgottenBy(options, policy);
    const at = now();
    await transaction.open(pseudonym, by, at);
    const found = await transaction.erase(forgotten, (events) => onEvents?.(events));
    if (isNothing(found)) throw new NotForgottenError(`nothing in this store names the customer ${customerId}`);
    let contracts = 0;
    for await (const page of transaction.contracts(CONTRACTS_AT_ONCE)) {
      await revalue(page, { policy, today });
      contracts += page.stale.length;
    }
    const erased = { ...found, contracts };
    await transaction.close(forgotten, erased, by, at);
    return { keep: !options.isDryRun, result: { pseudonym, erased, mergedWith } };
  });
