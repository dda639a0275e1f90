import { describe, expect, it } from '@jest/globals';
import { mentions } from './mentions.ts';

const says = (text: string): boolean => mentions(Buffer.from(text), 'Ace');

describe('Bytes that came in', () => {
  it('name a customer as a string of JSON, at any depth and in any spelling', () => {
    expect(says('{"data":{"customer_id":"Ace"}}')).toBe(true);
    expect(says('{"data":[{"customer_id":"\\u0041ce"}]}')).toBe(true);
    expect(says('{"Ace":1}')).toBe(true);
    expect(says('{"data":{"customer_id":"Ace of Base"}}')).toBe(false);
  });

  it('name it as a word in any other text', () => {
    expect(says('<account_code>Ace</account_code>')).toBe(true);
    expect(says('C1,Ace,USD')).toBe(true);
    expect(says('{"customer_id":"Ace"')).toBe(true);
    expect(says('Acer,Grimace,Ace-2')).toBe(false);
  });

  it('name nobody if there are none', () => {
    expect(mentions(null, 'Ace')).toBe(false);
  });
});
