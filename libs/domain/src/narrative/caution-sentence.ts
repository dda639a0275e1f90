import { countInWords, labelInWords, listInWords } from './in-words.ts';
import type { Narrated } from './narrated.ts';
import type { Sentence } from './sentence.ts';
import { signalsOf } from './signal-sentences.ts';

/** With fewer customers than this, one of them can move the average by a tenth of itself. */
const FEW_CUSTOMERS = 10;

type Caution = Readonly<{ text: string; figures: Sentence['figures'] }>;

const fewCustomers = ({ figures: { active_logos } }: Narrated): readonly Caution[] =>
  active_logos === 0 || active_logos >= FEW_CUSTOMERS
    ? []
    : [{ text: `${countInWords(active_logos, 'customer is', 'customers are')} active`, figures: { active_logos } }];

const missingRates = ({ signals, missingFx }: Narrated): readonly Caution[] => {
  if (missingFx.length === 0) return [];
  const [leftOut] = signalsOf(signals, 'incomplete_fx');
  const figures = { missing_fx: missingFx };
  const reason = `for lack of a rate for ${listInWords(missingFx)}`;
  return leftOut === undefined
    ? [{ text: `amounts are left out ${reason}`, figures }]
    : [
        {
          text: `${countInWords(leftOut.contracts, 'contract is', 'contracts are')} left out ${reason}`,
          figures: { ...figures, incomplete_fx: leftOut.contracts },
        },
      ];
};

const unsureContracts = ({ signals }: Narrated): readonly Caution[] => [
  ...signalsOf(signals, 'creation_missing').map(({ contracts }) => ({
    text: `${countInWords(contracts, 'contract lacks', 'contracts lack')} the event of the creation`,
    figures: { creation_missing: contracts },
  })),
  ...signalsOf(signals, 'mixed_sources').map(({ contracts }) => ({
    text: `${countInWords(contracts, 'contract has', 'contracts have')} events from more than one source`,
    figures: { mixed_sources: contracts },
  })),
];

const unsettledPeriods = ({ now, then, openUntil, isPriorRestated }: Narrated): readonly Caution[] => [
  ...(openUntil === null
    ? []
    : [
        {
          text: `${labelInWords(now)} is still open and measured on ${labelInWords(openUntil)}`,
          figures: { measured_on: openUntil },
        },
      ]),
  ...(isPriorRestated && then !== null
    ? [{ text: `${labelInWords(then)} was restated after it was closed`, figures: { prior_status: 'restated' } }]
    : []),
];

/** Every reason why the figures may mislead, in one sentence; null without any. */
export const cautionSentence = (narrated: Narrated): Sentence | null => {
  const cautions = [
    ...fewCustomers(narrated),
    ...missingRates(narrated),
    ...unsureContracts(narrated),
    ...unsettledPeriods(narrated),
  ];
  return cautions.length === 0
    ? null
    : {
        code: 'caution',
        text: `Note: ${listInWords(cautions.map(({ text }) => text))}.`,
        figures: Object.assign({}, ...cautions.map(({ figures }) => figures)) as Sentence['figures'],
      };
};
