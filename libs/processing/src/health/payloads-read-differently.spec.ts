import { describe, expect, it } from '@jest/globals';
import { type PayloadsReadDifferently, readDifferentlyText, rereadingCommand } from './payloads-read-differently.ts';

const of = (read: Pick<PayloadsReadDifferently, 'former' | 'configs'>): PayloadsReadDifferently => ({
  format: 'stripe',
  origin: 'billing events',
  payloads: 5,
  ...read,
});

describe('payloads that were read differently', () => {
  it('by a former translator alone keep their adapters', () => {
    const found = of({ former: 5, configs: 1 });
    expect(readDifferentlyText(found)).toBe('5 payloads of billing events: a former translator has read them');
    expect(rereadingCommand(found)).toBe('retranslate --dry-run');
  });

  it('by several configs need the one that counts, and name their topic in quotes', () => {
    const found = of({ former: 0, configs: 2 });
    expect(readDifferentlyText(found)).toBe('5 payloads of billing events: 2 configs have read them');
    expect(rereadingCommand(found)).toBe(
      'retranslate --format stripe --adapter adapter.json --from "billing events" --dry-run',
    );
  });

  it('by both say both', () => {
    expect(readDifferentlyText(of({ former: 3, configs: 2 }))).toBe(
      '5 payloads of billing events: 2 configs have read them, and a former translator has read 3 of them',
    );
  });
});
