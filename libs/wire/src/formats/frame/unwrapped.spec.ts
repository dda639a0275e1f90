import { describe, expect, it } from '@jest/globals';
import { translator } from '../../../test/translations.ts';
import { FORMATS } from '../formats.ts';

describe.each([...FORMATS])('A payload that is given to %s', (format) => {
  it.each([
    ['Stripe’s thin events', { object: 'v2.core.event', type: 'v1.billing.meter' }],
    ['Paddle Classic', { alert_id: '1', alert_name: 'subscription_updated', subscription_id: '7' }],
    ['Braintree', { bt_signature: 'a|b', bt_payload: 'PD94' }],
    ['Lemon Squeezy', { meta: { event_name: 'subscription_updated' }, data: { type: 'subscriptions', id: '1' } }],
    ['the App Store', { signedPayload: 'eyJ' }],
    ['Google Play', { version: '1.0', subscriptionNotification: { subscriptionId: 'gold' } }],
  ])('and is one of %s is refused by that name', (name, json) => {
    const { refused } = translator(format)(json);
    expect(refused).toMatchObject({
      code: 'unknown_shape',
      message: `value is a payload of ${name}, which is not read`,
    });
  });
});
