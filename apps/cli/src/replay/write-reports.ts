import { type CivilDate, compareCodePoints } from '@app/domain';
import { type Books, type ContractOnDay, snapshotRecord } from '@app/processing';
import { snapshotKey } from '@app/wire';
import { lineWriter } from './line-writer.ts';

/** A contract, as the JSON of its line. */
export const contractRow = ({ contractId, active, hasCreation, measures }: ContractOnDay) => ({
  contract_id: contractId,
  active,
  creation_missing: !hasCreation,
  ...measures,
});

/** Writes every contract with its measures on the day, a line each, in the order of their ids. */
export const writeContracts = async (books: Books, day: CivilDate, file: string): Promise<void> => {
  const out = lineWriter(file);
  for await (const page of books.contractsOn(day))
    await out.write(page.map((contract) => JSON.stringify(contractRow(contract))));
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
