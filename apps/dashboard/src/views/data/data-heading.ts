import type { DataAnswer } from '@app/wire/answers';
import { counted, momentText } from '@app/wording';

type Count = (given: number) => string;

/** Whether the figures can be trusted, by the gravest of what stands against it. */
export const dataHeading = (data: DataAnswer, count: Count): string => {
  const {
    newest_event: newest,
    partitions,
    is_catching_up: isCatchingUp,
    stale_periods: stale,
    refused,
    set_aside: aside,
  } = data;
  const behind = partitions.reduce((sum, { records_behind: records }) => sum + records, 0);
  if (newest === null) return 'No event has arrived yet';
  if (isCatchingUp)
    return `The store is catching up: ${counted(behind, 'record', count)} behind, and closed periods wait`;
  if (aside.length > 0)
    return `${counted(aside.length, 'contract', count)} set aside: figures of theirs are missing or old`;
  if (behind > 0) return `${counted(behind, 'record', count)} not read yet`;
  if (stale.length > 0) return `${counted(stale.length, 'period', count)} to be recalculated`;
  const waiting = refused.reduce((sum, one) => sum + one.waiting, 0);
  const without = waiting === 0 ? '' : `, except ${counted(waiting, 'refused event', count)}`;
  return `The figures hold every event up to ${momentText(new Date(newest.time))}${without}`;
};
