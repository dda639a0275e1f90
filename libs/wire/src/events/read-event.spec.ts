import { describe, expect, it } from '@jest/globals';
import { binary, data, envelope, line, ofText, structured, withData, withLine } from '../../test/example.ts';
import { EVENT_BYTES_MAX, readEvent } from './read-event.ts';
import type { RawRecord } from './wire-event.ts';

const lines = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `t${at}`, kind: 'tax', amount: '1' }));
const contracts = (count: number) => Array.from({ length: count }, (_, at) => `sub-${at}`);

type Case = readonly [claim: string, record: RawRecord, code: string, field: string];

const REFUSED: readonly Case[] = [
  ['no value', { value: null, headers: {} }, 'not_json', 'value'],
  ['an empty value', ofText(''), 'not_json', 'value'],
  ['half an object', ofText('{"specversion": "1.0", "id": '), 'not_json', 'value'],
  ['invalid UTF-8', { value: Buffer.from([0x22, 0xc3, 0x28, 0x22]), headers: {} }, 'not_json', 'value'],
  ['U+0000 in the JSON', ofText('{"a":"\0"}'), 'not_json', 'value'],
  ['no object', structured([1, 2]), 'not_a_cloudevent', 'value'],
  ['no source', ofText('{"specversion":"1.0","id":"x1"}'), 'not_a_cloudevent', 'source'],
  ['another specversion', structured(envelope({ specversion: '0.3' })), 'not_a_cloudevent', 'specversion'],
  ['a specversion that is a number', structured(envelope({ specversion: 1 })), 'not_a_cloudevent', 'specversion'],
  ['an empty id', structured(envelope({ id: '' })), 'not_a_cloudevent', 'id'],
  ['an id that is no text', structured(envelope({ id: 5 })), 'not_a_cloudevent', 'id'],
  ['no type', structured(envelope({ type: null })), 'not_a_cloudevent', 'type'],
  ['an id of 201 characters', structured(envelope({ id: 'x'.repeat(201) })), 'bad_field', 'id'],
  ['a control character in the source', structured(envelope({ source: '/a\u0085' })), 'bad_field', 'source'],
  ['no time', structured(envelope({ time: null })), 'missing_field', 'time'],
  ['a time without an offset', structured(envelope({ time: '2025-01-15T09:30:00' })), 'bad_field', 'time'],
  ['an unknown type', structured(envelope({ type: 'subscription.paused' })), 'unknown_type', 'type'],
  ['a type that is no text', structured(envelope({ type: 5 })), 'unknown_type', 'type'],
  ['no data', structured(envelope({ data: undefined })), 'missing_field', 'data'],
  ['null data', structured(envelope({ data: null })), 'missing_field', 'data'],
  ['data that is a list', structured(envelope({ data: [] })), 'bad_field', 'data'],
  ['no currency', withData({ currency: undefined }), 'missing_field', 'data.currency'],
  ['a null currency', withData({ currency: null }), 'missing_field', 'data.currency'],
  ['an unknown currency', withData({ currency: 'XXY' }), 'unknown_currency', 'data.currency'],
  ['a currency in small letters', withData({ currency: 'usd' }), 'unknown_currency', 'data.currency'],
  ['a currency that is no text', withData({ currency: 840 }), 'bad_field', 'data.currency'],
  ['30 February', withData({ effective_date: '2025-02-30' }), 'bad_field', 'data.effective_date'],
  ['a day before 1970', withData({ effective_date: '1969-12-31' }), 'bad_field', 'data.effective_date'],
  ['a day after 2200', withData({ effective_date: '2201-01-01' }), 'bad_field', 'data.effective_date'],
  ['a date with a time', withData({ opened_date: '2025-01-01T00:00' }), 'bad_field', 'data.opened_date'],
  ['a version below 0', withData({ version: -1 }), 'bad_field', 'data.version'],
  ['half a version', withData({ version: 1.5 }), 'bad_field', 'data.version'],
  ['a version as text', withData({ version: '1' }), 'bad_field', 'data.version'],
  ['a lone surrogate', withData({ customer_id: 'a\ud800' }), 'bad_field', 'data.customer_id'],
  ['an empty contract id', withData({ contract_id: '' }), 'bad_field', 'data.contract_id'],
  ['a term without end', withData({ term: { start: '2025-01-01' } }), 'missing_field', 'data.term.end'],
  ['a term without start', withData({ term: { start: null, end: null } }), 'missing_field', 'data.term.start'],
  [
    'a term that ends on the day it starts',
    withData({ term: { start: '2025-01-01', end: '2025-01-01' } }),
    'term_ends_before_it_starts',
    'data.term.end',
  ],
  [
    'an auto_renew that is a word',
    withData({ term: { start: '2025-01-01', end: null, auto_renew: 'yes' } }),
    'bad_field',
    'data.term.auto_renew',
  ],
  ['no lines', withData({ lines: null }), 'missing_field', 'data.lines'],
  ['lines that are an object', withData({ lines: {} }), 'bad_field', 'data.lines'],
  ['501 lines', withData({ lines: lines(501) }), 'too_many_lines', 'data.lines'],
  ['a line that is null', withData({ lines: [line(), null] }), 'bad_field', 'data.lines[1]'],
  ['two lines of one id', withData({ lines: [line(), line({ kind: '?' })] }), 'duplicate_line_id', 'data.lines[1].id'],
  ['an unknown kind', withLine({ kind: 'constructor' }), 'bad_field', 'data.lines[0].kind'],
  ['no kind', withLine({ kind: null }), 'missing_field', 'data.lines[0].kind'],
  ['U+0000 in a product', withLine({ product: 'a\0' }), 'bad_field', 'data.lines[0].product'],
  ['an empty product', withLine({ product: '' }), 'bad_field', 'data.lines[0].product'],
  ['a product of 201 characters', withLine({ product: 'x'.repeat(201) }), 'bad_field', 'data.lines[0].product'],
  ['a price in words', withLine({ unit_price: 'ten' }), 'bad_field', 'data.lines[0].unit_price'],
  ['a price as a JSON number', withLine({ unit_price: 10.5 }), 'bad_field', 'data.lines[0].unit_price'],
  ['a price below 0', withLine({ unit_price: '-1' }), 'amount_out_of_range', 'data.lines[0].unit_price'],
  [
    'a price too large',
    withLine({ unit_price: '1000000000000000' }),
    'amount_out_of_range',
    'data.lines[0].unit_price',
  ],
  ['eleven decimals', withLine({ quantity: '0.00000000001' }), 'amount_out_of_range', 'data.lines[0].quantity'],
  ['an unknown interval', withLine({ per: 'fortnight' }), 'bad_field', 'data.lines[0].per'],
  ['every no months', withLine({ per: { interval: 'month', count: 0 } }), 'bad_field', 'data.lines[0].per.count'],
  ['an interval without count', withLine({ per: { interval: 'month' } }), 'missing_field', 'data.lines[0].per.count'],
  [
    'more than 100 percent',
    withLine({ discounts: [{ type: 'percent', value: '100.01' }] }),
    'amount_out_of_range',
    'data.lines[0].discounts[0].value',
  ],
  [
    'a discount of an unknown type',
    withLine({ discounts: [{ type: 'gift', value: '1' }] }),
    'bad_field',
    'data.lines[0].discounts[0].type',
  ],
  [
    'a line that ends before its start',
    withLine({ start: '2025-03-01', end: '2025-02-01' }),
    'line_ends_before_it_starts',
    'data.lines[0].end',
  ],
  [
    'a line without start that ends with the start of its term',
    withLine({ end: '2025-01-15' }),
    'line_ends_before_it_starts',
    'data.lines[0].end',
  ],
  ['an attribute that is no text', withData({ attributes: { tier: 1 } }), 'bad_field', 'data.attributes.tier'],
  [
    'an attribute under half a name',
    withData({ attributes: { '\udc00': 'x' } }),
    'bad_field',
    'data.attributes.\ufffd',
  ],
  ['attributes that are a list', withData({ attributes: [] }), 'bad_field', 'data.attributes'],
  ['a contract that renews itself', withData({ renews: 'sub_1' }), 'bad_field', 'data.renews'],
  ['one that renews itself among others', withData({ renews: ['sub_0', 'sub_1'] }), 'bad_field', 'data.renews'],
  ['one that renews 101', withData({ renews: contracts(101) }), 'bad_field', 'data.renews'],
  ['one that renews a number', withData({ renews: [1] }), 'bad_field', 'data.renews[0]'],
  [
    'a reason with half a character',
    structured(
      envelope({
        type: 'subscription.cancelled',
        data: { contract_id: 'sub_1', effective_date: '2025-02-01', reason: '\ud800' },
      }),
    ),
    'bad_field',
    'data.reason',
  ],
  ['a binary one without id', binary({ id: undefined }), 'not_a_cloudevent', 'id'],
  ['a binary one with a null value', binary({}, null), 'missing_field', 'data'],
  ['a binary one with a list', binary({}, []), 'bad_field', 'data'],
];

describe('A refused event', () => {
  it.each(REFUSED)('has a code and a field: %s', (_claim, record, code, field) => {
    expect(readEvent(record)).toMatchObject({ code, field, message: expect.stringContaining(field) });
  });

  it('shows a value without characters that a database does not accept', () => {
    expect(readEvent(structured(envelope({ type: `a\0${'x'.repeat(100)}` })))).toEqual({
      code: 'unknown_type',
      field: 'type',
      message: `type a\ufffd${'x'.repeat(58)}… is unknown`,
    });
  });

  it('may be large, but not larger than a mebibyte', () => {
    const good = JSON.stringify(envelope());
    expect(readEvent(ofText(good.padEnd(EVENT_BYTES_MAX)))).toMatchObject({ kind: 'created' });
    expect(readEvent(ofText(good.padEnd(EVENT_BYTES_MAX + 1)))).toMatchObject({ code: 'event_too_large' });
  });

  it('may be nested to any depth', () => {
    const depth = 400_000;
    const deep = '['.repeat(depth) + ']'.repeat(depth);
    expect(readEvent(ofText(deep))).toHaveProperty('code');
    const good = JSON.stringify(envelope({ id: 1, source: 2, specversion: 3, type: 4, time: 5, more: 6, data: 7 }));
    for (const at of [1, 2, 3, 4, 5, 7])
      expect(readEvent(ofText(good.replace(`:${at}`, `:${deep}`)))).toHaveProperty('code');
    const mended = JSON.stringify(envelope({ type: 'TYPE', data: data({ more: 'MORE' }) }));
    expect(readEvent(ofText(mended.replace('"TYPE"', deep)))).toMatchObject({ code: 'unknown_type' });
    expect(readEvent(ofText(mended.replace('TYPE', 'subscription.created').replace('"MORE"', deep)))).toMatchObject({
      kind: 'created',
    });
  });
});

describe('Of several faults', () => {
  const worst = {
    specversion: '2',
    time: 'now',
    type: 'subscription.paused',
    data: data({ currency: 'XXY', version: -1, lines: [line({ per: 'x' }), line()], attributes: 1 }),
  };
  const mended = [
    ['not_a_cloudevent', { specversion: '1.0' }],
    ['bad_field', { time: '2025-01-15T09:30:00Z' }],
    ['unknown_type', { type: 'subscription.amended' }],
    ['unknown_currency', { data: data({ version: -1, lines: [line({ per: 'x' }), line()], attributes: 1 }) }],
    ['bad_field', { data: data({ lines: [line({ per: 'x' }), line()], attributes: 1 }) }],
    ['bad_field', { data: data({ lines: [line(), line()], attributes: 1 }) }],
    ['duplicate_line_id', { data: data({ attributes: 1 }) }],
    ['bad_field', { data: data() }],
  ] as const;

  it('the first counts: size, JSON, envelope, time, type, then data in the order of the example', () => {
    expect(readEvent(ofText('{'.padEnd(EVENT_BYTES_MAX + 1)))).toMatchObject({ code: 'event_too_large' });
    let stated: Readonly<Record<string, unknown>> = envelope(worst);
    for (const [code, mend] of mended) {
      expect(readEvent(structured(stated))).toMatchObject({ code });
      stated = { ...stated, ...mend };
    }
    expect(readEvent(structured(stated))).toMatchObject({ kind: 'amended' });
  });

  it('too many lines count before a fault in one of them', () => {
    expect(readEvent(withData({ lines: [...lines(500), null] }))).toMatchObject({ code: 'too_many_lines' });
  });
});

describe('An event', () => {
  it.each([
    ['the example', structured(envelope())],
    ['unknown fields', structured(envelope({ more: 1, data: data({ more: { deep: ['\ud800'] } }) }))],
    ['no lines', withData({ lines: [] })],
    ['500 lines', withData({ lines: lines(500) })],
    ['nulls in its optional fields', withData({ version: null, attributes: null, renews: null, opened_date: null })],
    ['a null attribute', withData({ attributes: { tier: null } })],
    [
      'a null start, end, quantity and discounts',
      withLine({ start: null, end: null, quantity: null, discounts: null }),
    ],
    ['an evergreen term', withData({ term: { start: '2025-01-01', end: null } })],
    ['a withdrawn currency', withData({ currency: 'DEM' })],
    ['29 February of a leap year', withData({ effective_date: '2024-02-29' })],
    ['decimals by value', withLine({ unit_price: '0001.00000000000000', quantity: '-0.0' })],
    ['whole JSON numbers', withLine({ unit_price: 40, quantity: 999_999_999_999_999 })],
    ['a credit below 0', withData({ lines: [{ id: 'c', kind: 'credit', amount: '-999999999999999.9999999999' }] })],
    [
      'discounts on expected usage, to which none applies',
      withLine({ kind: 'usage_expected', amount: '1', discounts: 'any', quantity: undefined, unit_price: undefined }),
    ],
    ['100 contracts that it renews', withData({ renews: contracts(100) })],
    ['200 characters outside the basic plane', withData({ contract_id: '\u{1f600}'.repeat(200) })],
    ['a subject that is no text', structured(envelope({ subject: 5 }))],
    [
      'a content type and no headers',
      {
        ...structured(envelope()),
        headers: {
          'content-type': Buffer.from('application/cloudevents+json; charset=UTF-8'),
          ce_id: Buffer.from('other'),
        },
      },
    ],
  ])('may have %s', (_claim, record) => {
    expect(readEvent(record)).toMatchObject({ kind: 'created', source: '/billing/acme', id: 'evt_1' });
  });

  it('has the same attributes in structured and in binary form', () => {
    const attributes = {
      id: 'evt_1',
      source: '/billing/acme',
      type: 'subscription.created',
      kind: 'created',
      time: '2025-01-15T09:30:00Z',
      recordedAt: { seconds: 1_736_933_400, nanos: 0 },
      subject: 'sub_1',
      contractId: 'sub_1',
      version: 1,
      data: data(),
    };
    expect(readEvent(structured(envelope()))).toEqual({
      ...attributes,
      mode: 'structured',
      text: JSON.stringify(envelope()),
    });
    expect(readEvent(binary())).toEqual({ ...attributes, mode: 'binary', text: JSON.stringify(data()) });
  });

  it('that cancels needs only a contract and a date', () => {
    const cancelled = { contract_id: 'sub_1', effective_date: '2025-02-01', lines: 'any' };
    expect(readEvent(structured(envelope({ type: 'subscription.cancelled', data: cancelled })))).toMatchObject({
      kind: 'cancelled',
      version: null,
    });
  });
});
