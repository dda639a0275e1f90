import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '../../refusal.ts';
import { webhook } from '../../../test/maxio-payloads.ts';
import type { Format } from '../frame/format.ts';
import { MAXIO } from '../maxio/maxio.ts';
import { STRIPE } from '../stripe/stripe.ts';
import { payloadJson } from './payload-json.ts';
import { recordsIn } from './records-in.ts';

const event = (id: string) => ({ id, object: 'event' });
const jsonOf = (text: string, format: Format = STRIPE): unknown => {
  const read = payloadJson(text, format);
  return isRefusal(read) ? read.code : read.json;
};

describe('The records of a document', () => {
  it('are one event, a list of them, or the list of an API, also several pages of it', () => {
    const [a, b] = [event('a'), event('b')];
    expect(recordsIn(a, STRIPE)).toEqual([a]);
    expect(recordsIn([a, b], STRIPE)).toEqual([a, b]);
    const page = { object: 'list', data: [a, b], has_more: true };
    expect(recordsIn(page, STRIPE)).toEqual([a, b]);
    expect(recordsIn([page, page], STRIPE)).toEqual([a, b, a, b]);
    expect(recordsIn({ list: [a] }, STRIPE)).toEqual([a]);
    expect(recordsIn({ data: a }, STRIPE)).toEqual([a]);
  });

  it('are as many as a list has, also those that are no records, for their system to refuse', () => {
    expect(recordsIn([event('a'), 7, { other: true }], STRIPE)).toHaveLength(3);
    expect(recordsIn({ other: true }, STRIPE)).toEqual([{ other: true }]);
    expect(recordsIn({ data: 'no list' }, STRIPE)).toEqual([{ data: 'no list' }]);
    expect(recordsIn([], STRIPE)).toEqual([]);
  });
});

describe('The JSON of a payload', () => {
  it('is read from JSON, behind a byte order mark or the head of an HTTP answer', () => {
    expect(jsonOf('\uFEFF{"a":1}')).toEqual({ a: 1 });
    expect(jsonOf('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"a":1}')).toEqual({ a: 1 });
    expect(jsonOf('{"a":')).toBe('not_json');
  });

  it('is read from XML: lists, nothing, numbers and texts as their types say', () => {
    const xml = `HTTP/1.1 200 OK
Content-Type: application/xml

<?xml version="1.0" encoding="UTF-8"?>
<subscription href="https://api/1">
  <account href="https://api/accounts/verena"/>
  <uuid>0123</uuid>
  <quantity type="integer">3</quantity>
  <auto_renew type="boolean">true</auto_renew>
  <canceled_at nil="nil"></canceled_at>
  <name>A &amp; B</name>
  <add_ons type="array"><add_on><code>x</code></add_on><add_on><code>y</code></add_on></add_ons>
  <none type="array"/>
  <step><n>1</n></step><step><n>2</n></step>
</subscription>`;
    expect(jsonOf(xml)).toEqual({
      subscription: {
        href: 'https://api/1',
        account: { href: 'https://api/accounts/verena' },
        uuid: '0123',
        quantity: 3,
        auto_renew: true,
        canceled_at: null,
        name: 'A & B',
        add_ons: [{ code: 'x' }, { code: 'y' }],
        none: [],
        step: [{ n: '1' }, { n: '2' }],
      },
    });
  });

  it('of a list in XML is a list of its items by name', () => {
    expect(jsonOf('<subscriptions type="array"><subscription><uuid>1</uuid></subscription></subscriptions>')).toEqual([
      { subscription: { uuid: '1' } },
    ]);
  });

  it('is none where XML is broken, too deep, or asks for entities', () => {
    expect(jsonOf('<a><b></a>')).toBe('not_json');
    expect(jsonOf(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`)).toBe('not_json');
    expect(jsonOf('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>')).toBe('not_json');
    expect(jsonOf('<__proto__><x>1</x></__proto__>')).toEqual(JSON.parse('{"__proto__":{"x":"1"}}'));
  });

  it('is read from a form of a system that sends forms: objects, lists, and the times of Rails', () => {
    expect(jsonOf('id=7&a%5Bb%5D=x+y&a%5Bc%5D=&a[d][]=1&a[d][]=2', MAXIO)).toEqual({
      id: '7',
      a: { b: 'x y', c: null, d: ['1', '2'] },
    });
    expect(jsonOf('l[][a]=1&l[][b]=2&l[][a]=3&n[0][x]=4&n[1][x]=5', MAXIO)).toEqual({
      l: [{ a: '1', b: '2' }, { a: '3' }],
      n: [{ x: '4' }, { x: '5' }],
    });
    expect(jsonOf('a=2025-01-31+16:22:20+-0500&b=2025-01-31+16:22:20+UTC', MAXIO)).toEqual({
      a: '2025-01-31T16:22:20-05:00',
      b: '2025-01-31T16:22:20Z',
    });
    expect(jsonOf(webhook('signup_success', { subscription: { id: 7, state: 'active' } }), MAXIO)).toEqual({
      id: '2566279204',
      event: 'signup_success',
      payload: { subscription: { id: '7', state: 'active' } },
    });
  });

  it('of a form is no payload of a system that sends none, and a form breaks nothing', () => {
    expect(jsonOf('a=1')).toBe('not_json');
    expect(jsonOf(`a${'[b]'.repeat(50_000)}=1`, MAXIO)).toEqual({ [`a${'[b]'.repeat(50_000)}`]: '1' });
    expect(jsonOf('d=1&d[e]=2&__proto__[x]=1&a]b=2&a[b=3', MAXIO)).toEqual(
      JSON.parse('{"__proto__":{"x":"1"},"a]b":"2","a[b":"3","d":{"e":"2"}}'),
    );
  });
});
