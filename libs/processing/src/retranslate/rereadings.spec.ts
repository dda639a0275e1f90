import { DEFAULT_ADAPTER, isAdapterFault, readAdapter, translatorVersion } from '@app/wire';
import { describe, expect, it } from '@jest/globals';
import { translatorOf } from '../translate/payload-translation.ts';
import type { PayloadGroup } from './kept-payloads.ts';
import { NoSuchPayloadsError, rereadings } from './rereadings.ts';

const TERMS = { timezone: 'UTC', dimensions: [] };
const CURRENT = translatorOf('stripe', { adapter: DEFAULT_ADAPTER, ...TERMS });

/** Payloads that this program has read by the default adapter, unless said otherwise. */
const group = (changes: Partial<PayloadGroup> = {}): PayloadGroup => ({
  ...{ format: 'stripe', origin: 'billing', version: CURRENT.version, configId: CURRENT.configId },
  ...{ adapter: {}, payloads: 3, ...changes },
});

const origins = (...of: Parameters<typeof rereadings>): readonly string[] =>
  rereadings(...of).map((each) => each.group.origin);

describe('payloads are read anew', () => {
  it('where another version of the translator or another config has read them, and nowhere else', () => {
    const groups = [
      group(),
      group({ origin: 'former program', version: translatorVersion('stripe') - 1 }),
      group({ origin: 'other config', configId: 'another' }),
    ];
    expect(origins(groups, null, TERMS)).toEqual(['former program', 'other config']);
    expect(origins([group()], null, { ...TERMS, timezone: 'Europe/Berlin' })).toEqual(['billing']);
  });

  it('by a given adapter of their format, those of its topics and files alone', () => {
    const adapter = readAdapter({ contract_prefix: 'eu-' });
    if (isAdapterFault(adapter)) throw new Error(adapter.message);
    const groups = [group(), group({ origin: 'file.jsonl' }), group({ format: 'paddle' })];
    const given = { format: 'stripe', adapter } as const;
    expect(origins(groups.slice(0, 2), { ...given, origins: ['file.jsonl'] }, TERMS)).toEqual(['file.jsonl']);
    expect(origins(groups.slice(0, 2), { ...given, origins: null }, TERMS)).toEqual(['billing', 'file.jsonl']);
    expect(() => rereadings(groups, { ...given, origins: ['elsewhere'] }, TERMS)).toThrow(NoSuchPayloadsError);
    expect(() => rereadings(groups.slice(2), { ...given, origins: null }, TERMS)).toThrow(NoSuchPayloadsError);
  });
});
