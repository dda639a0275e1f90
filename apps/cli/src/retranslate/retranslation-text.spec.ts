import { tallyTranslation } from '@app/processing';
import { describe, expect, it } from '@jest/globals';
import { retranslationJson, retranslationText } from './retranslation-text.ts';

const OUTCOME = {
  ...{ kept: 9, translation: { ...tallyTranslation().summary(), payloads: 7 }, refusedAnew: 0 },
  ...{ events: { added: 1, replaced: 5, withdrawn: 3 }, contracts: 4, revisions: 2, whole: [] },
};

describe('The outcome of a retranslation', () => {
  it('counts the payloads that were read anew, their events, contracts and snapshots', () => {
    const text = retranslationText(OUTCOME, { isDryRun: false, places: null }).replaceAll(/\s+/g, ' ');
    expect(text).toContain(
      '7 of 9 payloads read anew; 1 event added, 5 replaced, 3 withdrawn; 4 contracts valued, 2 snapshots restated',
    );
    expect(text).not.toContain('nothing was changed');
    expect(JSON.parse(retranslationJson(OUTCOME, false))).toMatchObject({
      ...{ dry_run: false, payloads: { kept: 9, read_anew: 7 } },
      ...{ events: { added: 1, replaced: 5, withdrawn: 3 }, contracts: 4, revisions: 2 },
    });
  });

  it('of a dry run says that nothing was changed', () => {
    expect(retranslationText(OUTCOME, { isDryRun: true, places: null }).replaceAll(/\s+/g, ' ')).toContain(
      '2 snapshots restated; nothing was changed',
    );
    expect(JSON.parse(retranslationJson(OUTCOME, true))).toMatchObject({ dry_run: true });
  });
});
