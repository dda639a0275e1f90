import { CUSTOMERS_KPIS } from './customers-kpis.ts';
import { KPI_DOMAINS, type KpiDescription, type KpiDomain, type KpiEntry } from './kpi.ts';
import { SALES_KPIS } from './sales-kpis.ts';

const ENTRIES: Readonly<Record<KpiDomain, readonly KpiEntry[]>> = { customers: CUSTOMERS_KPIS, sales: SALES_KPIS };

/** Every KPI, by domain. */
export const KPIS: readonly KpiDescription[] = KPI_DOMAINS.flatMap((domain) =>
  ENTRIES[domain].map((entry) => ({ ...entry, id: `${domain}.${entry.key}`, domain })),
);
