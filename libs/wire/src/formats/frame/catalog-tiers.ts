import { Decimal } from '@app/domain';
import type { CatalogPrice } from '../adapter/adapter-fields.ts';
import type { Tier, TiersMode } from './tiers.ts';

/** The tiers of a price of the catalog. */
export const catalogTiers = ({ tiers }: CatalogPrice): readonly Tier[] =>
  (tiers ?? []).map(({ up_to, unit_amount, flat_amount }) => ({
    upTo: up_to === null ? null : new Decimal(up_to),
    unitAmount: new Decimal(unit_amount ?? 0),
    flatAmount: new Decimal(flat_amount ?? 0),
  }));

export const tiersMode = (word: string | null | undefined): TiersMode | null =>
  word === 'volume' || word === 'graduated' || word === 'stairstep' ? word : null;
