import { version } from '@app/platform';
import { dataAnswer, rereadingCommand, snapshotRecord, type Status } from '@app/processing';

/** For programs: the snapshots as they are published, the health of the data, and payloads that are to be read anew. */
export const statusJson = (
  { reportingCurrency, current, data, payloadsReadDifferently }: Status,
  policyId: string,
): string =>
  JSON.stringify({
    as_of: current?.asOf ?? null,
    reporting_currency: reportingCurrency,
    snapshots: (current?.snapshots ?? []).map((revision): unknown => JSON.parse(snapshotRecord(revision))),
    narrative: current?.narrative ?? [],
    data: dataAnswer(data, { policyId, version: version() }),
    payloads_read_differently: payloadsReadDifferently.map((found) => ({
      ...found,
      command: `acv ${rereadingCommand(found)}`,
    })),
  });
