import { Waterfall, type WaterfallPart } from '@app/charts';
import type { Snapshot } from '@app/wire/answers';
import { ARR_MOVEMENTS, BRIDGE, drawn, figureOf, type Formats, type Given, signOf } from '@app/wording';
import { HALF_WIDTH } from './report-style.ts';

type Texts = Readonly<{ full: (given: Given) => string; short: (given: Given) => string }>;

const partOf = (name: string, given: Given, { full, short }: Texts): WaterfallPart => ({
  name,
  value: drawn(given) ?? 0,
  text: full(given),
  short: short(given),
});

type Props = Readonly<{ snapshot: Snapshot; formats: Formats }>;

/** From the ACV of the prior period to that of this one. Nothing if one of them has no customer. */
export const Bridge = ({ snapshot, formats: { whole, short, signed } }: Props) =>
  snapshot.bridge_price === null ? null : (
    <section>
      <h2>Why the average moved</h2>
      <Waterfall
        label={`ACV per customer from ${whole(snapshot.acv_prior)} to ${whole(snapshot.acv)}, by its parts`}
        width={HALF_WIDTH}
        start={partOf('ACV before', snapshot.acv_prior, { full: whole, short })}
        parts={BRIDGE.map(({ field, name }) => partOf(name, figureOf(snapshot, field), { full: whole, short: signed }))}
        end={partOf('ACV after', snapshot.acv, { full: whole, short })}
      />
    </section>
  );

/** From the ARR of the prior period to that of this one; movements of zero are left out. */
export const ArrMovements = ({ snapshot, formats: { whole, short, signed } }: Props) => (
  <section>
    <h2>{`ARR went from ${short(snapshot.opening_arr)} to ${short(snapshot.arr)}`}</h2>
    <Waterfall
      label={`ARR from ${whole(snapshot.opening_arr)} to ${whole(snapshot.arr)}, by its movements`}
      width={HALF_WIDTH}
      start={partOf('ARR before', snapshot.opening_arr, { full: whole, short })}
      parts={ARR_MOVEMENTS.filter(({ field }) => signOf(figureOf(snapshot, field)) !== 0).map(({ field, name }) =>
        partOf(name, figureOf(snapshot, field), { full: whole, short: signed }),
      )}
      end={partOf('ARR after', snapshot.arr, { full: whole, short })}
    />
  </section>
);
