import type { CivilDate, ContractEvent, ContractExplanation, ExplainedEvent } from '@app/domain';
import { instantText } from '@app/wire';
import { daysText, indented } from '../figure.ts';

const whenText = ({ event, effectiveDay }: ExplainedEvent): string =>
  effectiveDay === event.effectiveDate
    ? `in effect from ${effectiveDay}`
    : `states ${event.effectiveDate} and is in effect from ${effectiveDay}, when its term starts; until then the contract runs as before`;

const fateText = ({ governs, replacedBy }: ExplainedEvent): string => {
  if (governs !== null) return `governs ${daysText(governs.start, governs.end)}`;
  return replacedBy === null
    ? 'governs no day'
    : `replaced by ${replacedBy.id}, which was recorded later and is in effect from that day or before`;
};

const eventText = (explained: ExplainedEvent, number: number): string => {
  const { id, kind, version, recordedAt } = explained.event;
  const stated = version === null ? 'no version' : `version ${version}`;
  const record = `${kind}, ${stated}, recorded ${instantText(recordedAt)}`;
  return `${number}. ${id}: ${record}; ${whenText(explained)}; ${fateText(explained)}`;
};

const inactiveText = (governing: ContractEvent, day: CivilDate): string => {
  if (governing.kind === 'cancelled') return 'It is a cancellation';
  const { start, end } = governing.term;
  return day < start
    ? `Its term has not started: it starts on ${start}`
    : `Its term ended on ${end} and does not renew by itself`;
};

const activeText = ({ governing, worth, day }: ContractExplanation): string => {
  if (governing === null) return `No event is in effect on ${day}: the contract is not active.`;
  const chosen = `${governing.id} governs ${day}: of the events in effect by then it is the last in this order.`;
  if (worth === null) return `${chosen} ${inactiveText(governing, day)}: the contract is not active.`;
  return worth.term.isInGrace
    ? `${chosen} Its term has ended, within its days of grace: the contract is active.`
    : `${chosen} Its term has started and goes on: the contract is active.`;
};

/** The events, the one that governs the day, and why. */
export const eventsText = (explanation: ContractExplanation): readonly string[] => [
  explanation.byVersions
    ? 'Events in record order (version, then time, then kind, then id)'
    : 'Events in record order (time, then kind, then id; versions do not count, because not every event states one)',
  ...indented(explanation.events.map((event, i) => eventText(event, i + 1))),
  activeText(explanation),
];
