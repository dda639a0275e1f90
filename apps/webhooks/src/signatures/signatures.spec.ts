import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { System } from '../systems/systems.ts';
import { VERIFY_BY_SYSTEM } from './verify-by-system.ts';

const NOW_MS = Date.parse('2026-03-01T12:00:00.250Z');
const TOLERANCE_MS = 300_000;
const [OLD, NEW, FOREIGN] = ['secret-of-the-old-key', 'secret-of-the-new-key', 'secret-of-another-endpoint'] as const;
const BODY = '{"id":"evt_1","data":{"object":{"id":"sub_1","name":"Zoë"}}}';

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');
const seconds = (ms: number): string => String(Math.floor(ms / 1_000));

type Given = Readonly<{
  headers?: Readonly<Record<string, string>>;
  body?: string;
  token?: string;
  secrets?: readonly string[];
}>;

const isVerified = (system: System, { headers = {}, body = BODY, token, secrets = [OLD, NEW] }: Given): boolean =>
  VERIFY_BY_SYSTEM[system](
    { header: (name) => headers[name] ?? null, token: token ?? null, body: Buffer.from(body), receivedAtMs: NOW_MS },
    { secrets, toleranceMs: TOLERANCE_MS },
  );

type Signing = Readonly<{ secret?: string; atMs?: number; body?: string }>;

/** The header of each system that signs, made as its documentation says. */
const SIGNED = {
  stripe: ({ secret = OLD, atMs = NOW_MS, body = BODY }: Signing = {}) => {
    const at = seconds(atMs);
    return { 'stripe-signature': `t=${at},v1=${hmac(secret, `${at}.${body}`)},v0=${'0'.repeat(64)}` };
  },
  paddle: ({ secret = OLD, atMs = NOW_MS, body = BODY }: Signing = {}) => {
    const at = seconds(atMs);
    return { 'paddle-signature': `ts=${at};h1=${hmac(secret, `${at}:${body}`)}` };
  },
  recurly: ({ secret = OLD, atMs = NOW_MS, body = BODY }: Signing = {}) => ({
    'recurly-signature': `${atMs},${hmac(secret, `${atMs}.${body}`)}`,
  }),
  maxio: ({ secret = OLD, body = BODY }: Signing = {}) => ({
    'x-chargify-webhook-signature-hmac-sha-256': hmac(secret, body),
  }),
} as const;

const SIGNING = ['stripe', 'paddle', 'recurly', 'maxio'] as const;
const TIMED = ['stripe', 'paddle', 'recurly'] as const;
const ASKING = ['chargebee', 'zuora', 'killbill'] as const;

/** The header with its last hexadecimal digit of the first signature changed. */
const bent = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replace(/[0-9a-f]{64}/, (hex) => hex.slice(0, -1) + (hex.endsWith('0') ? '1' : '0')),
    ]),
  );

describe.each(SIGNING)('A webhook of %s', (system) => {
  it('is taken with the signature of either valid secret', () => {
    expect(isVerified(system, { headers: SIGNED[system]() })).toBe(true);
    expect(isVerified(system, { headers: SIGNED[system]({ secret: NEW }) })).toBe(true);
  });

  it('is taken again when it is repeated: a repeat is found by its id later', () => {
    const headers = SIGNED[system]();
    expect([isVerified(system, { headers }), isVerified(system, { headers })]).toEqual([true, true]);
  });

  it('is refused with the signature of another secret, or of one that is no longer valid', () => {
    expect(isVerified(system, { headers: SIGNED[system]({ secret: FOREIGN }) })).toBe(false);
    expect(isVerified(system, { headers: SIGNED[system](), secrets: [NEW] })).toBe(false);
  });

  it('is refused with any byte of the body changed, added or missing', () => {
    const headers = SIGNED[system]();
    const changed = Array.from(BODY, (_, at) => `${BODY.slice(0, at)}~${BODY.slice(at + 1)}`);
    const bodies = [...changed, `${BODY}\n`, ` ${BODY}`, BODY.slice(0, -1), ''];
    expect(bodies.filter((body) => isVerified(system, { headers, body }))).toEqual([]);
  });

  it('is refused with a signature that is bent, cut, doubled, empty or missing', () => {
    const good = SIGNED[system]();
    const [[name, value] = ['', '']] = Object.entries(good);
    const bad = [bent(good), { [name]: value.replace(/[0-9a-f]{2}(?=$|,v0|;)/, '') }, { [name]: '' }, {}];
    const texts = [
      't=,v1=',
      'ts=;h1=',
      ',',
      '=',
      'NaN,',
      `t=1e9,v1=${'a'.repeat(64)}`,
      value.replace(/[0-9a-f]{64}/, ''),
    ];
    const all = [...bad, ...texts.map((text) => ({ [name]: text }))];
    expect(all.filter((headers) => isVerified(system, { headers }))).toEqual([]);
  });
});

describe.each(TIMED)('The signed time of %s', (system) => {
  it('may be as far from ours as the tolerance, before and after', () => {
    for (const ms of [-TOLERANCE_MS + 1_000, TOLERANCE_MS - 1_000])
      expect(isVerified(system, { headers: SIGNED[system]({ atMs: NOW_MS + ms }) })).toBe(true);
  });

  it('may not be further away', () => {
    for (const ms of [-TOLERANCE_MS - 1_000, TOLERANCE_MS + 1_000, -NOW_MS])
      expect(isVerified(system, { headers: SIGNED[system]({ atMs: NOW_MS + ms }) })).toBe(false);
  });

  it('cannot be replaced by a newer one, because it is signed', () => {
    const old = SIGNED[system]({ atMs: NOW_MS - 600_000 });
    const [[name, value] = ['', '']] = Object.entries(old);
    const renewed = value
      .replace(String(NOW_MS - 600_000), String(NOW_MS))
      .replace(seconds(NOW_MS - 600_000), seconds(NOW_MS));
    expect(renewed).not.toBe(value);
    expect(isVerified(system, { headers: { [name]: renewed } })).toBe(false);
  });
});

describe('Several signatures in one header', () => {
  it('are each enough, as while a vendor replaces its secret', () => {
    const at = seconds(NOW_MS);
    const [bad, good] = [hmac(FOREIGN, `${at}.${BODY}`), hmac(OLD, `${at}.${BODY}`)];
    expect(isVerified('stripe', { headers: { 'stripe-signature': `t=${at},v1=${bad},v1=${good}` } })).toBe(true);
    const paddle = [hmac(FOREIGN, `${at}:${BODY}`), hmac(NEW, `${at}:${BODY}`)];
    expect(isVerified('paddle', { headers: { 'paddle-signature': `ts=${at};h1=${paddle.join(';h1=')}` } })).toBe(true);
    const recurly = [hmac(FOREIGN, `${NOW_MS}.${BODY}`), hmac(OLD, `${NOW_MS}.${BODY}`)];
    expect(isVerified('recurly', { headers: { 'recurly-signature': `${NOW_MS},${recurly.join(', ')}` } })).toBe(true);
  });

  it('of Stripe count only in the scheme v1', () => {
    const at = seconds(NOW_MS);
    expect(isVerified('stripe', { headers: { 'stripe-signature': `t=${at},v0=${hmac(OLD, `${at}.${BODY}`)}` } })).toBe(
      false,
    );
  });
});

const basic = (login: string): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(login).toString('base64')}`,
});

describe.each(ASKING)('A webhook of %s, which signs nothing', (system) => {
  const secrets = ['billing:pass:wörd', 'token-in-a-header-or-url'];

  it('is taken with a login, a bearer token or a token in the URL', () => {
    expect(isVerified(system, { secrets, headers: basic('billing:pass:wörd') })).toBe(true);
    expect(isVerified(system, { secrets, headers: { authorization: 'bearer token-in-a-header-or-url' } })).toBe(true);
    expect(isVerified(system, { secrets, token: 'token-in-a-header-or-url' })).toBe(true);
  });

  it('is refused with anything else', () => {
    const headers = [
      {},
      basic('billing:pass'),
      basic('billing'),
      basic(''),
      basic('token-in-a-header-or-url'),
      { authorization: 'Bearer token-in-a-header-or-ur' },
      { authorization: 'Bearer ' },
      { authorization: 'token-in-a-header-or-url' },
    ];
    expect(headers.filter((given) => isVerified(system, { secrets, headers: given }))).toEqual([]);
    expect(isVerified(system, { secrets, token: '' })).toBe(false);
  });
});

describe('XML of Recurly', () => {
  const secrets = [OLD, 'recurly:password'];

  it('is taken with a login, because Recurly signs only JSON', () => {
    expect(isVerified('recurly', { secrets, headers: basic('recurly:password') })).toBe(true);
    expect(isVerified('recurly', { secrets, headers: basic('recurly:passwort') })).toBe(false);
  });

  it('is not taken with the login beside a wrong signature', () => {
    const headers = { ...basic('recurly:password'), ...SIGNED.recurly({ secret: FOREIGN }) };
    expect(isVerified('recurly', { secrets, headers })).toBe(false);
  });

  it('is not taken with a secret key as a login', () => {
    expect(isVerified('recurly', { secrets, headers: basic(OLD) })).toBe(false);
  });
});
