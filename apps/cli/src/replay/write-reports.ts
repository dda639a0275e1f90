import { type CivilDate, compareCodePoints, type FxRate, type Policy, ratesOn } from '@app/domain';
import { type Books, reportedContract, snapshotRecord } from '@app/processing';
import { snapshotKey } from '@app/wire';
import { lineWriter } from './line-writer.ts';

type OnDay = Readonly<{ day: CivilDate; policy: Policy; rates: readonly FxRate[] }>;

/** Writes every contract with its measures on the day, a line each, in the order of their ids. */
export const writeContracts = async (books: Books, { day, policy, rates }: OnDay, file: string): Promise<void> => {
  const out = lineWriter(file);
  const at = { reportingCurrency: policy.reportingCurrency, rates: ratesOn(rates, day, policy) };
  for await (const page of books.contractsOn(day))
    await out.write(page.map((contract) => JSON.stringify(reportedContract(contract, at))));
  await out.close();
};

/** Writes the current revision of every snapshot, a line each, in the order of periods and keys. */
export const writeSnapshots = async (books: Books, file: string): Promise<void> => {
  const out = lineWriter(file);
  for await (const period of books.currentSnapshots()) {
    const keyed = period
      .filter(({ status }) => status !== 'withdrawn')
      .map((revision) => ({ key: snapshotKey(revision), revision }))
      .toSorted((a, b) => compareCodePoints(a.key, b.key));
    await out.write(keyed.map(({ revision }) => snapshotRecord(revision)));
  }
  await out.close();
};
