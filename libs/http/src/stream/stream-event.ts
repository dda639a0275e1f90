import { type FedRevision, type FeedPlace, snapshotMessage } from '@app/processing';

/** An event in the format of `text/event-stream`. */
type StreamEvent = Readonly<{ type: 'snapshot' | 'data' | 'reset'; id?: string; data: string }>;

/** JSON has no line breaks, so an event has one line of data. */
export const eventText = ({ type, id, data }: StreamEvent): string =>
  `event: ${type}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`;

const ID = /^(?<takeId>\d{1,18})\.(?<revision>[\w-]{1,4000})$/;

/** The id of a snapshot holds the name of its segment, which can be any text. */
export const idOf = ({ takeId, snapshotId }: FeedPlace): string =>
  `${takeId}.${Buffer.from(snapshotId).toString('base64url')}`;

/** The place that an id names; null for a text that this stream has never sent. */
export const placeIn = (id: string): FeedPlace | null => {
  const { takeId, revision } = ID.exec(id)?.groups ?? {};
  if (takeId === undefined || revision === undefined) return null;
  const snapshotId = Buffer.from(revision, 'base64url').toString('utf8');
  return snapshotId.includes('\0') ? null : { takeId, snapshotId };
};

/** The record as subscribers of the topic get it. */
export const snapshotEvent = ({ place, revision }: FedRevision): string =>
  eventText({ type: 'snapshot', id: idOf(place), data: String(snapshotMessage('', revision).value) });

/** The reader has missed revisions that cannot be sent again, and reads what it shows anew. It goes on from `place`. */
export const resetEvent = (place: FeedPlace | null): string =>
  eventText({ type: 'reset', data: '{}', ...(place === null ? {} : { id: idOf(place) }) });

/** A line that clients ignore. It shows both sides that the connection lives. */
export const HEARTBEAT = ': heartbeat\n\n';
