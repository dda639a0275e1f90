import { version } from '@app/platform';
import { dataAnswer, snapshotRecord, type Status } from '@app/processing';

/** For programs: the snapshots as they are published, and the health of the data. */
export const statusJson = ({ reportingCurrency, current, data }: Status, policyId: string): string =>
  JSON.stringify({
    as_of: current?.asOf ?? null,
    reporting_currency: reportingCurrency,
    snapshots: (current?.snapshots ?? []).map((revision): unknown => JSON.parse(snapshotRecord(revision))),
    narrative: current?.narrative ?? [],
    data: dataAnswer(data, { policyId, version: version() }),
  });
