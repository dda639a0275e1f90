import { PostgresDataHealth, PostgresReportedSnapshots } from '@app/persistence';
import { ReadStatus } from '@app/processing';
import type { ExistingStore } from '../store/existing-store.ts';

/** The use case on a store. */
export const statusOf = ({ database, at }: ExistingStore): ReadStatus =>
  new ReadStatus(new PostgresReportedSnapshots(database, at), new PostgresDataHealth(database, at), at.policy);
