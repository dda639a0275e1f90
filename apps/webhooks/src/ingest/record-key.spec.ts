import { describe, expect, it } from '@jest/globals';
import type { System } from '../systems/systems.ts';
import { recordKey } from './record-key.ts';

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

const keyOf = (system: System, body: unknown, contentType = JSON_TYPE): string | null =>
  recordKey(system, contentType, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)))?.toString() ??
  null;

describe('recordKey', () => {
  it.each<[System, unknown, string]>([
    ['stripe', { data: { object: { object: 'subscription', id: 'sub_1' } } }, 'sub_1'],
    ['stripe', { data: { object: { object: 'invoice', id: 'in_1', subscription: 'sub_1' } } }, 'sub_1'],
    ['stripe', { data: { object: { id: 'in_1', subscription: { id: 'sub_1' } } } }, 'sub_1'],
    ['chargebee', { content: { subscription: { id: 'AzZ1' }, customer: { id: 'c' } } }, 'AzZ1'],
    ['paddle', { event_type: 'subscription.updated', data: { id: 'sub_01' } }, 'sub_01'],
    ['paddle', { event_type: 'transaction.paid', data: { id: 'txn_01', subscription_id: 'sub_01' } }, 'sub_01'],
    ['recurly', { id: 'notification', object_type: 'subscription', uuid: '5a1' }, '5a1'],
    ['zuora', { SubscriptionNumber: 'A-S001' }, 'A-S001'],
    ['maxio', { payload: { subscription: { id: 17 } } }, '17'],
    ['killbill', { eventType: 'SUBSCRIPTION_CHANGE', objectId: 'uuid-1' }, 'uuid-1'],
  ])('is the subscription of %s in %j', (system, body, key) => {
    expect(keyOf(system, body)).toBe(key);
  });

  it('is read from forms and XML too', () => {
    expect(keyOf('maxio', 'event=renewal_success&payload%5Bsubscription%5D%5Bid%5D=17', FORM)).toBe('17');
    const xml =
      '<?xml version="1.0"?><n><account><uuid>no</uuid></account><subscription>\n <uuid>5a1</uuid></subscription></n>';
    expect(keyOf('recurly', xml, 'application/xml')).toBe('5a1');
  });

  it.each<[System, string, string]>([
    ['stripe', '{"data":', JSON_TYPE],
    ['stripe', '{"data":{"object":{"id":""}}}', JSON_TYPE],
    ['stripe', '[1]', JSON_TYPE],
    ['stripe', 'null', JSON_TYPE],
    ['stripe', `${'['.repeat(100_000)}`, JSON_TYPE],
    ['maxio', 'event=test', FORM],
    ['recurly', `<subscription>${'<uuid>'.repeat(10_000)}`, 'text/xml'],
  ])('is null where it cannot be read: %s %.40s', (system, body, contentType) => {
    expect(keyOf(system, body, contentType)).toBeNull();
  });

  it('is cut, because the vendor decides its length', () => {
    expect(keyOf('killbill', { objectId: 'x'.repeat(10_000) })).toBe('x'.repeat(200));
  });
});
