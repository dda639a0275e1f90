import { describe, expect, it } from '@jest/globals';
import { type CivilDate, type ContractEvent, type CreatedEvent, DEFAULT_POLICY } from '@app/domain';
import { FoldContracts, type FoldOptions, type SetAsideContract } from '@app/processing';
import { PostgresContractStore } from '@app/persistence';
import { contractsOfOneCustomer, dearContract, eventsOfOneContract } from '../../../test/builders/dear-events.ts';
import { amended, created } from '../../../test/builders/events.ts';
import { percentOff } from '../../../test/builders/lines.ts';
import { type OpenStore, TODAY } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

/** Applies events, each of which must be accepted. */
const accepted = async (events: readonly ContractEvent[]): Promise<void> => {
  const { refusedRecords, repeated } = await store.apply(fileBatch(events));
  expect([refusedRecords.map(({ refusal }) => refusal), repeated]).toEqual([[], 0]);
};

const contracts = () =>
  new PostgresContractStore(store.database, { policyId: store.policyId, contractsTopic: null, now: () => new Date(0) });

const folder = (options: Partial<FoldOptions> = {}) =>
  new FoldContracts(contracts(), DEFAULT_POLICY, () => TODAY, options);

const foldAll = async (fold: FoldContracts): Promise<void> => {
  while ((await fold.foldNext(500)) > 0);
};

const foldedContracts = async (): Promise<readonly string[]> =>
  (await store.database.query<{ contract_id: string }>('SELECT contract_id FROM contract ORDER BY 1')).map(
    ({ contract_id }) => contract_id,
  );

/**
 * The most processor time of this thread, in milliseconds, between two turns of the event loop while `work` runs. Time on
 * the clock, and that of threads which collect garbage, would also measure what else the machine does.
 */
const longestTurn = async (work: () => Promise<unknown>): Promise<number> => {
  let longest = 0;
  let before = process.threadCpuUsage();
  let isDone = false;
  const turn = (): void => {
    const { user, system } = process.threadCpuUsage(before);
    longest = Math.max(longest, (user + system) / 1_000);
    before = process.threadCpuUsage();
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  try {
    await work();
  } finally {
    isDone = true;
  }
  return longest;
};

/** Readiness answers within a second. */
const TURN_MS = 1_000;

/** Its lines cost nothing before the day. */
const freeUntil =
  (end: string) =>
  (event: CreatedEvent): CreatedEvent => ({
    ...event,
    lines: event.lines.map((line) =>
      line.kind === 'recurring' ? { ...line, discounts: [percentOff(100, { end }), ...line.discounts] } : line,
    ),
  });

describe('a contract that is too dear to value', () => {
  const noon = new Date('2025-01-01T12:00:00Z');

  it('is set aside by name while all others of its batch go on, and is retried alone', async () => {
    await accepted([dearContract('a-dear-one'), created({ contract: 'b' }), created({ contract: 'c' })]);
    const reported: SetAsideContract[] = [];
    const options = {
      budgetMs: 1_000,
      now: () => noon,
      onSetAside: (contract: SetAsideContract) => reported.push(contract),
    };
    await foldAll(folder(options));

    expect(await foldedContracts()).toEqual(['b', 'c']);
    expect(await contracts().setAside()).toEqual(reported);
    expect(reported).toMatchObject([
      { contractId: 'a-dear-one', attempts: 1, since: noon, reason: 'its fold took more than 1000 ms' },
    ]);
    expect(await contracts().staleCount()).toBe(1);

    await accepted([amended({ contract: 'a-dear-one', version: 1, effective: '2025-01-01' })]);
    expect(await folder(options).foldNext(500)).toBe(0);
    expect(await folder(options).retryDue()).toBe(0);
    expect(await folder({ budgetMs: 600_000, now: () => new Date(noon.getTime() + 60_000) }).retryDue()).toBe(1);
    expect(await contracts().setAside()).toEqual([]);
    expect(await contracts().staleCount()).toBe(0);
    expect(await foldedContracts()).toEqual(['a-dear-one', 'b', 'c']);
  });

  it('waits longer after each attempt', async () => {
    await accepted([dearContract('dear')]);
    await foldAll(folder({ budgetMs: 100, now: () => noon }));
    const later = new Date(noon.getTime() + 60_000);
    await folder({ budgetMs: 100, now: () => later }).retryDue();
    expect(await contracts().setAside()).toMatchObject([
      {
        attempts: 2,
        since: noon,
        reason: 'its fold took more than 200 ms',
        nextAttemptAt: new Date(later.getTime() + 120_000),
      },
    ]);
    expect(await contracts().staleCount()).toBe(1);
  });

  it('is given up at once when the process has to end, and waits as before', async () => {
    await accepted([dearContract('dear')]);
    await foldAll(folder({ budgetMs: 100, now: () => noon }));
    const before = await contracts().setAside();
    const ending = new AbortController();
    /** A fold asks for the day when it begins. */
    const today = (): CivilDate => {
      ending.abort();
      return TODAY;
    };
    const options = { budgetMs: 600_000, now: () => new Date(noon.getTime() + 60_000) };
    const retry = new FoldContracts(contracts(), DEFAULT_POLICY, today, options).retryDue(ending.signal);
    await expect(retry).rejects.toThrow('aborted');
    expect(await contracts().setAside()).toEqual(before);
    expect(await foldedContracts()).toEqual([]);
    expect(await contracts().staleCount()).toBe(1);
  });

  it.each([
    ['paid for', (event: CreatedEvent) => event],
    ['free on most of its days', freeUntil('1995-01-01')],
  ])('keeps no other work from its turn: %s', async (_claim, changed) => {
    const dear = changed(dearContract('dear'));
    await accepted([dear]);
    expect(await longestTurn(() => foldAll(folder({ budgetMs: 600_000 })))).toBeLessThan(TURN_MS);
    expect(await foldedContracts()).toEqual(['dear']);
    // An event that was recorded before has all spans drawn and compared anew.
    const recordedAt = { ...dear.recordedAt, seconds: dear.recordedAt.seconds - 1 };
    await accepted([{ ...dear, kind: 'amended', id: 'late', recordedAt }]);
    expect(await longestTurn(() => foldAll(folder({ budgetMs: 600_000 })))).toBeLessThan(TURN_MS);
  });
});

describe('a contract or a customer with much behind it', () => {
  it.each([
    ['10,000 events of one contract', () => eventsOfOneContract(10_000), 1],
    ['10,000 contracts of one customer', () => contractsOfOneCustomer(10_000), 10_000],
  ])('keeps no other work from its turn: %s', async (_claim, events, count) => {
    await accepted(events());
    expect(await longestTurn(() => foldAll(folder({ budgetMs: 600_000 })))).toBeLessThan(TURN_MS);
    expect(await foldedContracts()).toHaveLength(count);
    expect(await contracts().setAside()).toEqual([]);
  });
});
