import { Decimal, ONE, ZERO } from '@app/domain';

/** How tiers price a quantity: all of it by the tier that it reaches, each part by its own, or at that tier's price. */
export type TiersMode = 'volume' | 'graduated' | 'stairstep';

/** Units up to and with `upTo`; null: all above the tier before. Amounts in major units. */
export type Tier = Readonly<{ upTo: Decimal | null; unitAmount: Decimal; flatAmount: Decimal }>;

/** A part of a price; `suffix` sets its line apart from the others of its item. */
export type PricedPart = Readonly<{ suffix: string; quantity: Decimal; unitPrice: Decimal }>;

const flat = ({ flatAmount }: Tier, number: number): readonly PricedPart[] =>
  flatAmount.isZero() ? [] : [{ suffix: `#${number}.flat`, quantity: ONE, unitPrice: flatAmount }];

const reached = (tiers: readonly Tier[], quantity: Decimal): number =>
  tiers.findIndex(({ upTo }) => upTo === null || quantity.lte(upTo));

const graduated = (tiers: readonly Tier[], quantity: Decimal): readonly PricedPart[] =>
  tiers.flatMap((tier, i) => {
    const below = i === 0 ? ZERO : (tiers[i - 1]?.upTo ?? quantity);
    const top = tier.upTo === null ? quantity : Decimal.min(tier.upTo, quantity);
    if (top.lte(below)) return [];
    return [{ suffix: `#${i + 1}`, quantity: top.minus(below), unitPrice: tier.unitAmount }, ...flat(tier, i + 1)];
  });

/** The parts of a tiered price at a quantity; null if no tier holds it. Nothing is charged for none. */
export const tieredParts = (
  mode: TiersMode,
  tiers: readonly Tier[],
  quantity: Decimal,
): readonly PricedPart[] | null => {
  if (quantity.isZero()) return [];
  const at = reached(tiers, quantity);
  const tier = tiers[at];
  if (tier === undefined) return null;
  switch (mode) {
    case 'volume':
      return [{ suffix: '', quantity, unitPrice: tier.unitAmount }, ...flat(tier, at + 1)];
    case 'graduated':
      return graduated(tiers, quantity);
    case 'stairstep':
      return [{ suffix: '', quantity: ONE, unitPrice: tier.unitAmount }, ...flat(tier, at + 1)];
  }
};
