import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { BANDS_MAX, Decimal, DEFAULT_POLICY, type Policy } from '@app/domain';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';
import { POLICY } from './policy-fields.ts';
import { policyDifference, policyId, policyJson } from './policy-json.ts';
import { isPolicyFault, readPolicy } from './read-policy.ts';

const policy = (json: unknown): Policy => {
  const read = readPolicy(json);
  if (isPolicyFault(read)) throw new Error(read.message);
  return read;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const bands = [
  { label: 'small', from: 0 },
  { label: 'large', from: '1000.50' },
];

const stated = fc
  .record(
    {
      reporting_currency: fc.constantFrom('USD', 'EUR', 'DEM'),
      timezone: fc.constantFrom('UTC', 'Europe/Berlin'),
      ramp: fc.constantFrom('average_in_year', 'exit_run_rate', 'term_average'),
      amendment_basis: fc.constantFrom('remaining_term', 'whole_term'),
      discounts: fc.constantFrom('lasting', 'all'),
      grains: fc.subarray(['month', 'quarter', 'year'], { minLength: 1 }),
      fiscal_year_start_month: fc.integer({ min: 1, max: 12 }),
      dimensions: fc.subarray(['tier', 'channel', 'region', 'plan']),
      bands: fc.constant(bands),
      cohort_grain: fc.constantFrom('month', 'quarter', 'year'),
      fx: fc.constantFrom('period_end', 'constant'),
      close_after_days: fc.nat(30),
      renewal_grace_days: fc.nat(3650),
      periods_from: fc.constantFrom('2024-01-01', '2025-03-10'),
      signals: fc.record(
        { compression_periods: fc.integer({ min: 1, max: 9 }), swing: fc.constantFrom('0.2', 0.2, '0.20', 0.3) },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  )
  .map((keys) => (keys.fx === 'constant' ? { ...keys, fx_date: '2025-01-01' } : keys));

describe('A policy', () => {
  it('is the default if nothing is stated', () => {
    expect(policy({})).toEqual(DEFAULT_POLICY);
    expect(policy({ signals: {}, ramp: null })).toEqual(DEFAULT_POLICY);
  });

  it('accepts every key', () => {
    const keys = {
      reporting_currency: 'EUR',
      timezone: 'America/New_York',
      ramp: 'term_average',
      amendment_basis: 'whole_term',
      discounts: 'all',
      grains: ['quarter', 'year'],
      fiscal_year_start_month: 2,
      dimensions: ['plan'],
      bands: [
        { label: 'large', from: 12.5 },
        { label: 'small', from: '0.00' },
      ],
      cohort_grain: 'year',
      fx: 'constant',
      fx_date: '2025-01-01',
      close_after_days: 0,
      renewal_grace_days: 30,
      periods_from: '2025-03-10',
      signals: { compression_periods: 2, compression_nrr_band: '1', whale_share: 0.5, swing: '0.10' },
    };
    expect(policy(keys)).toEqual({
      reportingCurrency: 'EUR',
      timezone: 'America/New_York',
      ramp: 'term_average',
      amendmentBasis: 'whole_term',
      discounts: 'all',
      grains: ['quarter', 'year'],
      fiscalYearStartMonth: 2,
      dimensions: ['plan'],
      bands: [
        { label: 'small', from: new Decimal(0) },
        { label: 'large', from: new Decimal('12.5') },
      ],
      cohortGrain: 'year',
      fx: { mode: 'constant', date: '2025-01-01' },
      closeAfterDays: 0,
      renewalGraceDays: 30,
      periodsFrom: '2025-03-10',
      signals: {
        compressionPeriods: 2,
        compressionNrrBand: new Decimal(1),
        whaleShare: new Decimal('0.5'),
        swing: new Decimal('0.1'),
      },
    });
  });

  it.each([
    [[], ''],
    [null, ''],
    [{ rampp: 'term_average' }, 'rampp'],
    [{ toString: 1 }, 'toString'],
    [{ signals: { whales: 1 } }, 'signals.whales'],
    [{ bands: [{ label: 'a', from: 0, to: 1 }] }, 'bands[0].to'],
    [{ bands: [] }, 'bands'],
    [{ bands: [{ label: 'a', from: 1 }] }, 'bands'],
    [
      {
        bands: [
          { label: 'a', from: 0 },
          { label: 'a', from: 1 },
        ],
      },
      'bands',
    ],
    [
      {
        bands: [
          { label: 'a', from: 0 },
          { label: 'b', from: '0.0' },
        ],
      },
      'bands',
    ],
    [{ bands: [{ label: '(none)', from: 0 }] }, 'bands'],
    [{ bands: [{ label: 'a', from: -1 }] }, 'bands[0].from'],
    [{ bands: [{ label: '', from: 0 }] }, 'bands[0].label'],
    [{ dimensions: ['tier', 'cohort'] }, 'dimensions'],
    [{ dimensions: ['tier', 'tier'] }, 'dimensions'],
    [{ dimensions: [''] }, 'dimensions[0]'],
    [{ grains: [] }, 'grains'],
    [{ grains: ['month', 'month'] }, 'grains'],
    [{ grains: ['week'] }, 'grains[0]'],
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ timezone: '+01:00' }, 'timezone'],
    [{ fx: 'constant' }, 'fx'],
    [{ fx_date: '2025-01-01' }, 'fx_date'],
    [{ fx: 'constant', fx_date: '2025-02-30' }, 'fx_date'],
    [{ reporting_currency: 'XXY' }, 'reporting_currency'],
    [{ fiscal_year_start_month: 13 }, 'fiscal_year_start_month'],
    [{ close_after_days: -1 }, 'close_after_days'],
    [{ renewal_grace_days: -1 }, 'renewal_grace_days'],
    [{ renewal_grace_days: 3651 }, 'renewal_grace_days'],
    [{ renewal_grace_days: '30' }, 'renewal_grace_days'],
    [{ periods_from: '2025-02-30' }, 'periods_from'],
    [{ signals: { compression_periods: 0 } }, 'signals.compression_periods'],
    [{ signals: { swing: 'much' } }, 'signals.swing'],
  ])('of %j is refused with the name of its key', (json, key) => {
    expect(readPolicy(json)).toEqual({ key, message: expect.stringContaining(key) });
  });

  it('has as many bands as a segment set can number, and is refused with one more', () => {
    const stated = Array.from({ length: BANDS_MAX }, (_, from) => ({ label: `from ${from}`, from }));
    expect(policy({ bands: stated }).bands).toHaveLength(4096);
    expect(readPolicy({ bands: [...stated, { label: 'one more', from: BANDS_MAX }] })).toEqual({
      key: 'bands',
      message: 'policy: bands holds 4097 bands, more than 4096',
    });
    expect(POLICY.schema(new Map())).toMatchObject({ properties: { bands: { minItems: 1, maxItems: 4096 } } });
  });

  it('with an unknown key is refused with the nearest key, or with all keys that there are', () => {
    expect(readPolicy({ renewal_grace: 30, renewalGraceDay: 30 })).toMatchObject({
      message: expect.stringMatching(
        /^policy: renewal_grace is unknown; a policy has reporting_currency, .* and signals$/,
      ),
    });
    expect(readPolicy({ renewalGraceDay: 30 })).toEqual({
      key: 'renewalGraceDay',
      message: 'policy: renewalGraceDay is unknown; did you mean renewal_grace_days?',
    });
  });

  it('comes back from its JSON', () => {
    fc.assert(fc.property(stated, (json) => expect(policy(policyJson(policy(json)))).toEqual(policy(json))));
  });
});

describe('The id of a policy', () => {
  it('is the SHA-256 of its canonical JSON without the keys that have their default', () => {
    expect(policyId(DEFAULT_POLICY)).toBe(sha256('{}'));
    expect(policyId(policy({ ramp: 'term_average', amendment_basis: 'whole_term', signals: { swing: '0.20' } }))).toBe(
      sha256('{"amendment_basis":"whole_term","ramp":"term_average"}'),
    );
    expect(policyId(policy({ renewal_grace_days: 0, periods_from: null }))).toBe(sha256('{}'));
    expect(policyId(policy({ renewal_grace_days: 30, periods_from: '2025-03-10' }))).toBe(
      sha256('{"periods_from":"2025-03-10","renewal_grace_days":30}'),
    );
    expect(policyId(policy({ signals: { swing: 0.3 }, bands: [{ label: 'é"', from: 0 }] }))).toBe(
      sha256('{"bands":[{"from":"0","label":"é\\""}],"signals":{"swing":"0.3"}}'),
    );
  });

  it('is equal exactly if nothing differs', () => {
    fc.assert(
      fc.property(stated, stated, (a, b) => {
        expect(policyDifference(policy(a), policy(b)).length === 0).toBe(policyId(policy(a)) === policyId(policy(b)));
      }),
    );
  });
});

describe('The difference of two policies', () => {
  it('names each key with both values', () => {
    expect(policyDifference(policy({ ramp: 'term_average' }), policy({ signals: { swing: 0.3 } }))).toEqual([
      { key: 'ramp', stored: '"term_average"', given: '"average_in_year"' },
      { key: 'signals.swing', stored: '"0.2"', given: '"0.3"' },
    ]);
  });

  it('gives null for a first day of the periods that only one of them has', () => {
    expect(
      policyDifference(
        policy({ renewal_grace_days: 30 }),
        policy({ periods_from: '2025-03-10', renewal_grace_days: 0 }),
      ),
    ).toEqual([
      { key: 'renewal_grace_days', stored: '30', given: '0' },
      { key: 'periods_from', stored: null, given: '"2025-03-10"' },
    ]);
  });
});

describe('Canonical JSON', () => {
  it('is that of RFC 8785', () => {
    // The example of its section 3.2.3: keys go by UTF-16 code units.
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(canonicalJson(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
    expect(canonicalJson({ b: [1e30, 4.5, null, true], a: {} })).toBe('{"a":{},"b":[1e+30,4.5,null,true]}');
  });
});
