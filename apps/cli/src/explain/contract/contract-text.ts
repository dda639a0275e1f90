import type { ExplainedWorth, Measures } from '@app/domain';
import { type CheckedContract, fieldsOfMeasures } from '@app/processing';
import { wrapped } from '../../readable.ts';
import { emitted, figure, indented, sumText } from '../figure.ts';
import { sectionsText } from '../sections-text.ts';
import { acvText } from './acv-text.ts';
import { eventsText } from './events-text.ts';
import { linesText } from './lines-text.ts';
import { notRecurringText } from './not-recurring-text.ts';
import { termText } from './term-text.ts';
import { valueText } from './value-text.ts';

const contractValueText = ({ contractValue }: ExplainedWorth): readonly string[] =>
  contractValue === null
    ? ['Contract value: none, the contract is evergreen']
    : [
        `Contract value, ${contractValue.days.start} until ${contractValue.days.end}, at the rates that governed each day`,
        ...indented(valueText(contractValue)),
      ];

const commitmentText = ({ commitment, lines }: ExplainedWorth): string => {
  switch (commitment.of) {
    case 'contract_value':
      return `contract value ${figure(commitment.amount)}`;
    case 'one_interval': {
      const running = lines.filter(({ runs }) => runs).map(({ netOfAll }) => netOfAll);
      return `one billing interval of each running line, every active discount counted, ${sumText(running, commitment.amount)}`;
    }
  }
};

const contractedText = (worth: ExplainedWorth): string => {
  const [acv, committed] = [worth.acv.acv, worth.commitment.amount];
  const smaller = acv.lte(committed) ? acv : committed;
  return `Contracted ACV: the smaller of ACV ${figure(acv)} and ${commitmentText(worth)}: ${figure(smaller)}`;
};

const worthText = (worth: ExplainedWorth): readonly (readonly string[])[] => [
  [termText(worth.term)],
  linesText(worth),
  acvText(worth.acv),
  [...contractValueText(worth), contractedText(worth)],
  notRecurringText(worth),
];

const measuresText = (measures: Measures): readonly string[] => [
  'Measures, each rounded once, half to even, at the tenth decimal place',
  ...indented(
    Object.entries(fieldsOfMeasures(measures)).map(
      ([name, amount]) =>
        `${name.padEnd(15)} ${emitted(amount)}${name === 'tcv' && amount !== null ? ' (contract value + one-time)' : ''}`,
    ),
  ),
];

const checkText = ({ differences, isStale }: CheckedContract): readonly string[] => [
  ...(isStale ? ['Events of this contract are not folded yet: the store may be behind.'] : []),
  ...(differences.length === 0
    ? ['The store holds the same figures.']
    : [
        'The store holds OTHER figures:',
        ...indented(
          differences.map(({ measure, explained, stored }) =>
            measure === 'customer_id'
              ? `customer: explained ${explained ?? '-'}, stored ${stored ?? '-'}`
              : `${measure}: explained ${emitted(explained)}, stored ${emitted(stored)}`,
          ),
        ),
      ]),
];

const titleText = ({ contractId, explanation: { day, worth }, mergedFrom }: CheckedContract): string => {
  const merged = mergedFrom === null ? '' : ` (merged from ${mergedFrom})`;
  const whose = worth === null ? '' : `, customer ${worth.event.customerId}${merged}, in ${worth.event.currency}`;
  return `Contract ${contractId} on ${day}${whose}`;
};

/** A line that fits a terminal. It is not broken behind `=`, so a result stays in sight. */
const wrappedFormula = (line: string): string =>
  wrapped(line.replaceAll('= ', '=\u00a0'), '  ').replaceAll('\u00a0', ' ');

/** For people, who can check each line from the lines above. “Until” names the first day that no longer counts. */
export const contractText = (checked: CheckedContract): string => {
  const { explanation } = checked;
  const sections = [
    [titleText(checked)],
    eventsText(explanation),
    ...(explanation.worth === null ? [] : worthText(explanation.worth)),
    measuresText(explanation.measures),
    checkText(checked),
  ];
  return sectionsText(sections.map((lines) => lines.map(wrappedFormula)));
};
