import type { BillingEvent, RecordedEvent } from './billing-event.ts';
import { inRecordedOrder, recordedEvents } from './billing-events.ts';
import { addDays, LAST_DAY, LAST_LIVE_DAY } from './calendar.ts';
import { randomOf } from './random.ts';

/** What is the same of an event in a longer story; times and ids are not. */
const nameOf = ({ data }: RecordedEvent): string => `${data.contract_id} ${data.version}`;

/**
 * A longer story knows how contracts of the first year go on, so some are renewed in the last weeks of the sample. The
 * sample does not have these renewals; the billing system records them in the first days after it.
 */
const afterSample = (event: RecordedEvent): RecordedEvent => {
  if (event.time.slice(0, 10) > LAST_DAY) return event;
  const day = addDays(LAST_DAY, randomOf(`${nameOf(event)} is recorded late`).between(1, 12));
  return { ...event, time: `${day}${event.time.slice(10)}` };
};

/** How the story goes on after the sample, in the order in which the billing system records it. */
export const liveEvents = (): readonly BillingEvent[] => {
  const sample = recordedEvents(LAST_DAY);
  const known = new Set(sample.map(nameOf));
  const later = recordedEvents(LAST_LIVE_DAY).filter((event) => !known.has(nameOf(event)));
  return inRecordedOrder(later.map(afterSample), sample.length);
};
