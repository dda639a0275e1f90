import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '@app/domain';
import { UsageError } from '@app/host';
import { createMetrics } from '@app/platform/service';
import { tallyOutcomes } from '@app/processing';
import { topicTranslations } from './topic-translations.ts';

const folder = mkdtempSync(join(tmpdir(), 'topic-translations-'));
afterAll(() => rmSync(folder, { recursive: true }));

const adapterFile = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const translationsOf = async (
  inputFormats: readonly string[] | null,
  adapterFiles: readonly string[] | null = null,
) => {
  const metrics = createMetrics({ withProcess: false });
  const outcomes = tallyOutcomes();
  const translations = await topicTranslations({ inputFormats, adapterFiles }, metrics, outcomes.add);
  return { metrics, outcomes, translations: translations({ ...DEFAULT_POLICY, timezone: 'Europe/Berlin' }) };
};

describe('The translations of topics', () => {
  it('are those of topics with a format, each with its adapter, under the policy', async () => {
    const file = adapterFile('a.json', '{"account":"acme"}');
    const { translations } = await translationsOf(['a=stripe', 'b=stripe'], [`a=${file}`]);
    expect([...translations.keys()]).toEqual(['a', 'b']);
    expect(translations.get('a')?.translator).toMatchObject({
      format: 'stripe',
      config: { adapter: { account: 'acme' }, timezone: 'Europe/Berlin' },
    });
    expect(translations.get('b')?.translator.config.adapter.account).toBeNull();
    expect(translations.get('a')?.translator.configId).not.toBe(translations.get('b')?.translator.configId);
  });

  it('are none without a format', async () => {
    expect((await translationsOf(null)).translations.size).toBe(0);
  });

  it('are refused for an unknown format or an adapter with an unknown key', async () => {
    await expect(translationsOf(['a=strype'])).rejects.toThrow('INPUT_FORMATS: strype of a is unknown');
    const asked = translationsOf(['a=stripe'], [`a=${adapterFile('b.json', '{"acount":"x"}')}`]);
    await expect(asked).rejects.toThrow(UsageError);
    await expect(asked).rejects.toThrow('acount');
  });

  it('count what they ignore and note', async () => {
    const { metrics, outcomes, translations } = await translationsOf(['a=stripe']);
    const told = { events: [], refused: null, origin: 'a', position: 0n };
    translations.get('a')?.onTranslated({ ...told, ignored: 'other_object', notes: [] });
    translations.get('a')?.onTranslated({ ...told, ignored: null, notes: ['usage_excluded'] });
    expect(outcomes.counts()).toMatchObject({ payloads: 2, ignored: [{ count: 1 }], notes: [{ count: 1 }] });
    const text = await metrics.registry.metrics();
    expect(text).toContain('acv_payloads_ignored_total{topic="a",reason="other_object"} 1');
    expect(text).toContain('acv_payload_notes_total{topic="a",note="usage_excluded"} 1');
  });
});
