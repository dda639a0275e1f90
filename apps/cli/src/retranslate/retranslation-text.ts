import { countInWords } from '@app/domain';
import type { RetranslateOutcome } from '@app/processing';
import { count, wrapped } from '../readable.ts';
import { type Places, wholeBookJson, wholeBookTexts } from '../restate/restatement-table.ts';
import { translationText } from '../translate/translation-report.ts';

const countsText = ({ kept, translation, events, contracts, revisions }: RetranslateOutcome): string =>
  [
    `${count(translation.payloads)} of ${countInWords(kept, 'payload')} read anew`,
    `${countInWords(events.added, 'event')} added, ${count(events.replaced)} replaced, ${count(events.withdrawn)} withdrawn`,
    `${countInWords(contracts, 'contract')} valued, ${countInWords(revisions, 'snapshot')} restated`,
  ].join('; ');

const refusedAnewText = ({ refusedAnew }: RetranslateOutcome): readonly string[] =>
  refusedAnew === 0
    ? []
    : [
        wrapped(
          `REFUSED NOW: ${countInWords(refusedAnew, 'payload')} with events that counted. Complete the adapter, or give --withdraw-refused.`,
        ),
      ];

/** For people: what the payloads became, and the whole book in each period before and after. */
export const retranslationText = (
  outcome: RetranslateOutcome,
  { isDryRun, places }: Readonly<{ isDryRun: boolean; places: Places }>,
): string => {
  const { kept, translation, whole } = outcome;
  if (translation.payloads === 0) {
    return wrapped(
      kept === 0
        ? 'The store keeps no payloads.'
        : `Nothing to do: ${countInWords(kept, 'payload')} read by this translator and this adapter already.`,
    );
  }
  return [
    wrapped(`${countsText(outcome)}${isDryRun ? '; nothing was changed' : ''}`),
    ...refusedAnewText(outcome),
    translationText(translation, null),
    ...(whole.length === 0 ? [] : wholeBookTexts(whole, places)),
  ].join('\n\n');
};

/** The same for programs. */
export const retranslationJson = (outcome: RetranslateOutcome, isDryRun: boolean): string => {
  const { kept, translation, refusedAnew, events, contracts, revisions, whole } = outcome;
  const counted = (all: readonly Readonly<{ code: string; count: number }>[]) =>
    Object.fromEntries(all.map(({ code, count: some }) => [code, some]));
  return JSON.stringify({
    dry_run: isDryRun,
    payloads: {
      kept,
      read_anew: translation.payloads,
      taken: translation.taken,
      ignored: counted(translation.ignored),
      refused: counted(translation.refused),
      refused_anew: refusedAnew,
    },
    events,
    contracts,
    revisions,
    whole: wholeBookJson(whole),
  });
};
