import type { StoreVitals } from '@app/persistence';
import type { Metrics } from '@app/platform/service';

type VitalGauges = Pick<Metrics, 'tableBytes' | 'tableDeadRows' | 'storeSessions' | 'oldestTransaction'>;

/** Sets the gauges of Postgres. They are reset first, because tables and states of sessions disappear. */
export const showVitals = (
  { tableBytes, tableDeadRows, storeSessions, oldestTransaction }: VitalGauges,
  { tables, sessions, oldestTransactionSeconds }: StoreVitals,
): void => {
  for (const gauge of [tableBytes, tableDeadRows, storeSessions]) gauge.reset();
  for (const { table, bytes, deadRows } of tables) {
    tableBytes.set({ table }, bytes);
    tableDeadRows.set({ table }, deadRows);
  }
  for (const { state, sessions: count } of sessions) storeSessions.set({ state }, count);
  oldestTransaction.set(oldestTransactionSeconds);
};
