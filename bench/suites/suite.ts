import type { Ratio, SuiteTable } from '../report/results.ts';
import type { World } from '../services/world.ts';

export type Measured = Readonly<{
  ratios: Readonly<Record<string, Ratio>>;
  tables: readonly SuiteTable[];
  notes?: readonly string[];
  runs: unknown;
}>;

/** Measures one of the goals. */
export type Suite = (world: World) => Promise<Measured>;
