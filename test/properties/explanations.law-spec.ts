import {
  bridge,
  BRIDGE_PARTS,
  Decimal,
  mixAndRate,
  type NamedFigures,
  settled,
  snapshotFigures,
  ZERO,
} from '@app/domain';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linesTurned, markets, SEGMENTS, segmentOf, swapped, withoutCurrency } from '../builders/market.ts';

const RUNS = { numRuns: 500 } as const;

const field = (figures: NamedFigures, name: string): Decimal => new Decimal(figures[name] ?? 0);

const added = (figures: NamedFigures, names: readonly string[]): Decimal =>
  names.reduce((sum, name) => sum.plus(field(figures, name)), ZERO);

const MOVEMENTS = [
  'opening',
  'new',
  'reactivation',
  'churn',
  'moved_in',
  'moved_out',
  'expansion',
  'contraction',
  'fx',
];

describe('the figures of a segment add up', () => {
  it('opening ARR and the movements add up to ARR, in every emitted digit', () => {
    fc.assert(
      fc.property(markets, (market) => {
        for (const name of ['all', ...SEGMENTS]) {
          const figures = snapshotFigures(segmentOf(market, name), segmentOf(market, 'all'));
          const sum = added(
            figures,
            MOVEMENTS.map((movement) => `${movement}_arr`),
          );
          expect(sum.toFixed()).toBe(field(figures, 'arr').toFixed());
        }
      }),
      RUNS,
    );
  });

  it('opening logos and the movements of logos add up to the active logos', () => {
    fc.assert(
      fc.property(markets, (market) => {
        for (const name of ['all', ...SEGMENTS]) {
          const figures = snapshotFigures(segmentOf(market, name), segmentOf(market, 'all'));
          const came = added(figures, ['opening_logos', 'new_logos', 'reactivated_logos', 'moved_in_logos']);
          const went = added(figures, ['churned_logos', 'moved_out_logos']);
          expect(came.minus(went).toNumber()).toBe(figures['active_logos']);
        }
      }),
      RUNS,
    );
  });

  it('the unrounded bridge adds up to the change of ACV', () => {
    fc.assert(
      fc.property(markets, (market) => {
        for (const name of ['all', ...SEGMENTS]) {
          const whole = bridge(segmentOf(market, name));
          if (whole === null) continue;
          const sum = BRIDGE_PARTS.reduce((total, part) => total.plus(whole.parts[part]), ZERO);
          // Each of the seven parts is settled at the 30th decimal.
          expect(sum.minus(whole.to.minus(whole.from)).abs().lt('1e-28')).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('the emitted bridge adds up exactly to the change of the emitted ACV', () => {
    fc.assert(
      fc.property(markets, (market) => {
        for (const name of ['all', ...SEGMENTS]) {
          const figures = snapshotFigures(segmentOf(market, name), segmentOf(market, 'all'));
          if (figures['bridge_price'] === null) continue;
          const sum = added(
            figures,
            BRIDGE_PARTS.map((part) => `bridge_${part}`),
          );
          expect(sum.toFixed()).toBe(field(figures, 'acv').minus(field(figures, 'acv_prior')).toFixed());
        }
      }),
      RUNS,
    );
  });

  it('mix and rate effects of the segments add up to the blended change, within half a unit of the last decimal each', () => {
    fc.assert(
      fc.property(markets, (market) => {
        const all = segmentOf(market, 'all');
        const whole = bridge(all);
        const effects = SEGMENTS.map((name) => mixAndRate(segmentOf(market, name), all));
        if (whole === null) {
          expect(effects).toEqual([null, null, null]);
          return;
        }
        const sum = effects.reduce((total, part) => total.plus(part?.rate ?? 0).plus(part?.mix ?? 0), ZERO);
        expect(settled(sum.minus(whole.to.minus(whole.from))).toFixed()).toBe('0');
        const emitted = SEGMENTS.map((name) => snapshotFigures(segmentOf(market, name), all));
        const emittedSum = emitted.reduce(
          (total, figures) => total.plus(added(figures, ['rate_effect', 'mix_effect'])),
          ZERO,
        );
        expect(emittedSum.minus(whole.to.minus(whole.from)).abs().lte(new Decimal('0.00005').times(6))).toBe(true);
      }),
      RUNS,
    );
  });

  it('the segments of a dimension add up to the whole', () => {
    const sums = ['arr', 'opening_arr', 'new_arr', 'churn_arr', 'expansion_arr', 'contraction_arr', 'fx_arr'];
    fc.assert(
      fc.property(markets, (market) => {
        const all = segmentOf(market, 'all');
        const whole = snapshotFigures(all, all);
        const parts = SEGMENTS.map((name) => snapshotFigures(segmentOf(market, name), all));
        for (const name of [...sums, 'active_logos', 'opening_logos', 'new_logos', 'churned_logos']) {
          const sum = parts.reduce((total, figures) => total.plus(field(figures, name)), ZERO);
          expect([name, sum.toFixed()]).toEqual([name, field(whole, name).toFixed()]);
        }
        // A customer that moves between segments stays in the whole.
        const moved = parts.reduce(
          (total, figures) => total.plus(added(figures, ['moved_in_arr', 'moved_out_arr'])),
          ZERO,
        );
        expect(moved.toFixed()).toBe('0');
      }),
      RUNS,
    );
  });
});

describe('drivers depend on no order', () => {
  it('price, quantity and discount change their sign when the two days are swapped', () => {
    fc.assert(
      fc.property(markets, (market) => {
        const forwards = segmentOf(withoutCurrency(market), 'all').remaining;
        const backwards = segmentOf(swapped(market), 'all').remaining;
        for (const driver of ['price', 'quantity', 'discount'] as const) {
          expect(settled(forwards[driver].plus(backwards[driver])).toFixed()).toBe('0');
        }
      }),
      RUNS,
    );
  });

  it("the order of a customer's lines does not matter", () => {
    fc.assert(
      fc.property(markets, (market) => {
        const all = segmentOf(market, 'all');
        const turned = segmentOf(linesTurned(market), 'all');
        expect(snapshotFigures(turned, turned)).toEqual(snapshotFigures(all, all));
      }),
      RUNS,
    );
  });
});
