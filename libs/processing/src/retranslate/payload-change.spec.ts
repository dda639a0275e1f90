import { isRefusal, readEvent, type WireContractEvent } from '@app/wire';
import { describe, expect, it } from '@jest/globals';
import { created } from '../../../../test/builders/events.ts';
import { record } from '../../../../test/builders/records.ts';
import { payloadChange } from './payload-change.ts';

const eventOf = (id: string, quantity: string): WireContractEvent => {
  const line = { id: 'l', kind: 'recurring', product: 'core', quantity, unit_price: '1', per: 'month' };
  const json = JSON.parse(String(record(created({ id })).value)) as Readonly<{ data: object }>;
  const read = readEvent({
    value: Buffer.from(JSON.stringify({ ...json, data: { ...json.data, lines: [line] } })),
    headers: {},
  });
  if (isRefusal(read) || read.kind === 'merged') throw new Error(JSON.stringify(read));
  return read;
};

const keptOf = (...events: readonly WireContractEvent[]) => ({
  payloadId: 7n,
  events: events.map(({ id, source, mode, contractId, text }, i) => ({
    ...{ id, source, mode, contractId, text },
    ...{ seq: i + 1, type: null, time: null, subject: null },
  })),
});

const idsOf = (change: ReturnType<typeof payloadChange>) =>
  change === null
    ? null
    : { superseded: change.superseded.map(({ id }) => id), incoming: change.incoming.map(({ id }) => id) };

describe('a payload that is translated anew', () => {
  it('changes nothing where it says the same, whatever the spelling', () => {
    const event = eventOf('a', '4');
    const spaced = { ...event, text: JSON.stringify(JSON.parse(event.text), null, 2) };
    expect(payloadChange(keptOf(event), [spaced])).toBeNull();
  });

  it('supersedes what it says otherwise, withdraws what it says no more, and brings what is new', () => {
    const before = keptOf(eventOf('same', '1'), eventOf('other', '1'), eventOf('gone', '1'));
    const again = [eventOf('new', '1'), eventOf('other', '2'), eventOf('same', '1')];
    expect(idsOf(payloadChange(before, again))).toEqual({ superseded: ['other', 'gone'], incoming: ['new', 'other'] });
  });

  it('withdraws all events where it says none', () => {
    expect(idsOf(payloadChange(keptOf(eventOf('a', '1'), eventOf('b', '1')), []))).toEqual({
      superseded: ['a', 'b'],
      incoming: [],
    });
  });
});
