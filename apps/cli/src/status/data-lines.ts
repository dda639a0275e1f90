import { countInWords } from '@app/domain';
import {
  type DataState,
  type PartitionProgress,
  readDifferentlyText,
  rereadingCommand,
  type Status,
} from '@app/processing';
import { instantText, storedEvent } from '@app/wire';
import { count, moment } from '../readable.ts';
import { lineOf } from './status-line.ts';

/** Codes and contracts that are named. */
const NAMED = 3;

const listed = (names: readonly string[]): string =>
  `${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ` and ${count(names.length - NAMED)} more` : ''}`;

const eventText = ({ newestEvent }: DataState): string =>
  newestEvent === null
    ? 'none'
    : `of ${instantText(storedEvent(newestEvent).recordedAt)}, read ${moment(newestEvent.ingestedAt)}`;

const takeText = ({ lastTake }: DataState): string =>
  lastTake === null ? 'none yet' : `as of ${lastTake.asOf}, taken ${moment(lastTake.takenAt)}`;

const behind = ({ next, end }: PartitionProgress): number => Math.max(0, Number(end - next));

const topicsText = ({ partitions, state: { isCatchingUp } }: DataState): string => {
  const records = partitions.reduce((sum, partition) => sum + behind(partition), 0);
  const catchingUp = isCatchingUp ? '; catching up, so closed periods wait' : '';
  return `${countInWords(partitions.length, 'partition')}, ${countInWords(records, 'record')} behind at the last batch${catchingUp}`;
};

const waitingText = ({ waiting: { contracts, changes, outgoing } }: DataState): string => {
  const parts = [
    ...(contracts > 0 ? [`${countInWords(contracts, 'contract')} to be valued`] : []),
    ...(changes > 0 ? [`${countInWords(changes, 'change')} for the next snapshots`] : []),
    ...(outgoing > 0 ? [`${countInWords(outgoing, 'record')} to be published`] : []),
  ];
  return parts.length === 0 ? 'nothing' : parts.join(', ');
};

const refusedText = ({ refused }: DataState): string => {
  if (refused.length === 0) return 'none in 30 days, and none waits';
  const [lately, waiting] = [
    refused.reduce((sum, { count: number }) => sum + number, 0),
    refused.reduce((sum, { waiting: number }) => sum + number, 0),
  ];
  const codes = listed(
    refused.flatMap(({ code, waiting: number }) => (number > 0 ? [`${code} ${count(number)}`] : [])),
  );
  const waits = waiting === 0 ? 'none waits' : `${count(waiting)} waiting: ${codes}; acv refused lists all`;
  return `${countInWords(lately, 'event')} in 30 days, ${waits}`;
};

const setAsideText = ({ setAside }: DataState): string =>
  setAside.length === 0
    ? 'none'
    : `${countInWords(setAside.length, 'contract')}, because valuing takes too long: ${listed(setAside.map(({ contractId }) => contractId))}`;

const ratesText = ({ missingRates }: DataState): string =>
  missingRates.length === 0
    ? 'none is missing'
    : `MISSING for ${missingRates.map(({ currency, customers }) => `${currency} (${countInWords(customers, 'customer')})`).join(', ')}`;

/** The first topic or file with the command that reads its payloads alike, and how many others there are. */
const payloadsText = ([first, ...others]: Status['payloadsReadDifferently']): readonly string[] => {
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : `; ${countInWords(others.length, 'other source')} too, as acv doctor says`;
  return [lineOf('payloads', `${readDifferentlyText(first)}; acv ${rereadingCommand(first)}${more}`)];
};

/** How fresh and how complete the figures are. Topics are named only where one was read, payloads where some differ. */
export const dataLines = ({
  data,
  payloadsReadDifferently,
}: Pick<Status, 'data' | 'payloadsReadDifferently'>): readonly string[] => [
  lineOf('newest event', eventText(data)),
  lineOf('snapshots', takeText(data)),
  ...(data.partitions.length === 0 ? [] : [lineOf('topics', topicsText(data))]),
  lineOf('waiting', waitingText(data)),
  lineOf('refused', refusedText(data)),
  ...payloadsText(payloadsReadDifferently),
  lineOf('set aside', setAsideText(data)),
  lineOf('exchange rates', ratesText(data)),
];
