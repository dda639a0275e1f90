import type { FigureName } from '../snapshots/snapshot-figures.ts';

export const KPI_DOMAINS = ['customers', 'sales'] as const;
export type KpiDomain = (typeof KPI_DOMAINS)[number];

export const KPI_TYPES = ['percentage', 'currency', 'count', 'days', 'ratio', 'list'] as const;
export type KpiType = (typeof KPI_TYPES)[number];

/**
 * A figure of the snapshots, or a list that is worked out from the contracts, as a catalogue of KPIs presents it. Texts
 * are for readers who do not know the definitions.
 */
export type KpiEntry = Readonly<{
  /** Its name in its domain; the id is `domain.key`. */
  key: string;
  name: string;
  type: KpiType;
  /** Null for a list. */
  figure: FigureName | null;
  definition: string;
  formula: string;
  whyItMatters: string;
  howToInterpret: string;
  pitfalls: readonly string[];
  /** Ids. */
  related: readonly string[];
  stageRelevance: string;
  owningFunctions: readonly string[];
}>;

export type KpiDescription = KpiEntry & Readonly<{ id: string; domain: KpiDomain }>;

/** The unit of the values. Amounts are in the reporting currency. */
export const unitOf = (type: KpiType, reportingCurrency: string): string => {
  switch (type) {
    case 'percentage':
      return '%';
    case 'currency':
      return reportingCurrency;
    case 'count':
    case 'list':
      return 'customers';
    case 'days':
      return 'days';
    case 'ratio':
      return 'fraction of 1';
  }
};
