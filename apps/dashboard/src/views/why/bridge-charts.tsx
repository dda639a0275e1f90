import { Waterfall, type WaterfallPart } from '@app/charts';
import type { Comparison } from '@app/wire/answers';
import { ARR_MOVEMENTS, BRIDGE, drawn, figureOf, type Given, LOGO_MOVEMENTS, signOf } from '@app/wording';
import { useBook } from '../../book/book.ts';
import { type NamedFigure, WhatIs } from '../../figures/what-is.tsx';
import { Measured } from '../../page/measured.tsx';

type Texts = Readonly<{ full: (given: Given) => string; short: (given: Given) => string }>;

const partOf = (name: string, given: Given, { full, short }: Texts): WaterfallPart => ({
  name,
  value: drawn(given) ?? 0,
  text: full(given),
  short: short(given),
});

type Named = Readonly<{ name: string; field: keyof Comparison }>;

/** The figures of a waterfall, from that of the first day to that of the second. */
const named = (
  title: string,
  before: keyof Comparison,
  parts: readonly Named[],
  after: keyof Comparison,
): readonly NamedFigure[] => [
  { title: `${title} before`, name: before },
  ...parts.map(({ name, field }) => ({ title: name, name: field })),
  { title: `${title} after`, name: after },
];

/** From the ACV of the first day to that of the second. */
export const BridgeChart = ({ comparison }: { comparison: Comparison }) => {
  const { formats } = useBook();
  const totals = { full: formats.whole, short: formats.short };
  const changes = { full: formats.whole, short: formats.signed };
  if (comparison.bridge_price === null) return null;
  return (
    <section>
      <h2>The parts add up to the change of the average</h2>
      <WhatIs figures={named('ACV', 'acv_prior', BRIDGE, 'acv')} />
      <Measured>
        {(width) => (
          <Waterfall
            label={`ACV per customer from ${formats.whole(comparison.acv_prior)} to ${formats.whole(comparison.acv)}, by its parts`}
            width={width}
            start={partOf('ACV before', comparison.acv_prior, totals)}
            parts={BRIDGE.map(({ field, name }) => partOf(name, figureOf(comparison, field), changes))}
            end={partOf('ACV after', comparison.acv, totals)}
          />
        )}
      </Measured>
    </section>
  );
};

const arrHeading = ({ arr, opening_arr: opening }: Comparison, short: Texts['short']): string =>
  `ARR went from ${short(opening)} to ${short(arr)}`;

const logosHeading = ({ opening_logos: opening, active_logos: active }: Comparison, count: Texts['short']): string =>
  `${count(opening)} customers became ${count(active)}`;

/** Movements of ARR and of customers; those that are zero are left out. */
export const MovementCharts = ({ comparison }: { comparison: Comparison }) => {
  const { formats } = useBook();
  const { short, whole, signed, count, signedCount } = formats;
  const arr = ARR_MOVEMENTS.filter(({ field }) => signOf(figureOf(comparison, field)) !== 0);
  const logos = LOGO_MOVEMENTS.filter(({ field }) => signOf(figureOf(comparison, field)) !== 0);
  const counts = { full: count, short: count };
  const totals = { full: whole, short };
  return (
    <div class="beside">
      <section>
        <h2>{arrHeading(comparison, short)}</h2>
        <WhatIs figures={named('ARR', 'opening_arr', arr, 'arr')} />
        <Measured>
          {(width) => (
            <Waterfall
              label={arrHeading(comparison, short)}
              width={width}
              start={partOf('ARR before', comparison.opening_arr, totals)}
              parts={arr.map(({ field, name }) =>
                partOf(name, figureOf(comparison, field), { full: whole, short: signed }),
              )}
              end={partOf('ARR after', comparison.arr, totals)}
            />
          )}
        </Measured>
      </section>
      <section>
        <h2>{logosHeading(comparison, count)}</h2>
        <WhatIs figures={named('Customers', 'opening_logos', logos, 'active_logos')} />
        <Measured>
          {(width) => (
            <Waterfall
              label={logosHeading(comparison, count)}
              width={width}
              start={partOf('Customers before', comparison.opening_logos, counts)}
              parts={logos.map(({ field, name, isLoss }) => {
                const value = drawn(figureOf(comparison, field)) ?? 0;
                return partOf(name, isLoss ? -value : value, { full: signedCount, short: signedCount });
              })}
              end={partOf('Customers after', comparison.active_logos, counts)}
            />
          )}
        </Measured>
      </section>
    </div>
  );
};
