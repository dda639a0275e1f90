import { PostgresDataHealth, PostgresReportedSnapshots } from '@app/persistence';
import { DescribeData, ReadStatus } from '@app/processing';
import type { ExistingStore } from '../store/existing-store.ts';

/** The use case on a store. */
export const statusOf = ({ database, at }: ExistingStore): ReadStatus =>
  new ReadStatus(
    new PostgresReportedSnapshots(database, at),
    new DescribeData(new PostgresDataHealth(database, at), at.policy),
    at.policy,
  );
