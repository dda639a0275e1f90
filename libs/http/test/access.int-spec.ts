import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openAccess, type OpenAccess } from '@app/http';
import { createLogger } from '@app/platform';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { serve, type Served } from '../../../test/builders/served.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const TOKEN = 'a-secret.of=32+bytes/for~readers';
const POLICY = '/api/v1/policy';

const line = (name: string, token: string): string =>
  `${name} read ${createHash('sha256').update(token).digest('hex')}\n`;

let store: OpenStore;
let folder: string;
let file: string;
let access: OpenAccess;
let api: Served;

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const signIn = (body: unknown): Promise<Response> =>
  fetch(`${api.url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

// Registered first, because the store drops its database after all tests.
afterAll(async () => {
  access.close();
  await api.close();
  await rm(folder, { recursive: true });
});
withStore((opened) => {
  store = opened;
});
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acv-tokens-'));
  file = join(folder, 'tokens');
  await writeFile(file, line('board', TOKEN));
  access = await openAccess({ host: '0.0.0.0', tokensFile: file, open: null }, logger);
  api = await serve(store, { access: access.access });
});

describe('an API with tokens', () => {
  it('answers a bearer, and nobody else', async () => {
    expect((await api.get(POLICY, bearer(TOKEN))).status).toBe(200);
    for (const headers of [{}, bearer('wrong'), bearer(`${TOKEN}x`), { authorization: TOKEN }]) {
      const answer = await api.get(POLICY, headers as Record<string, string>);
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(await answer.json()).toMatchObject({ status: 401, title: 'Unauthorized' });
    }
  });

  it('exchanges a token for a cookie that no script reads, and ends the session', async () => {
    const begun = await signIn({ token: TOKEN });
    expect(begun.status).toBe(204);
    const cookie = begun.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    const [pair = ''] = cookie.split(';');
    expect((await api.get(POLICY, { cookie: `a=b; ${pair}` })).status).toBe(200);
    const ended = await fetch(`${api.url}/session`, { method: 'DELETE' });
    expect([ended.status, ended.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')]);
  });

  it('begins no session with another text', async () => {
    expect((await signIn({ token: 'wrong' })).status).toBe(401);
    expect((await signIn({ token: 'a\r\nset-cookie: x=y' })).status).toBe(400);
    expect((await signIn({ token: TOKEN, more: 1 })).status).toBe(400);
    expect((await signIn({})).status).toBe(400);
  });

  it('follows the file: a new token is valid without a restart, and one that was taken out is not', async () => {
    await writeFile(file, line('other', 'another-token'));
    for (let waits = 0; (await api.get(POLICY, bearer('another-token'))).status !== 200 && waits < 100; waits += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect((await api.get(POLICY, bearer('another-token'))).status).toBe(200);
    expect((await api.get(POLICY, bearer(TOKEN))).status).toBe(401);
  });
});

describe('an API without tokens', () => {
  it('is refused at the start where others reach it, and the way out is named', async () => {
    for (const host of ['0.0.0.0', '::', 'acv.example', '10.0.0.1']) {
      await expect(openAccess({ host, tokensFile: null, open: null }, logger)).rejects.toThrow(
        /API_TOKENS_FILE, or API_OPEN=read .* 127\.0\.0\.1/,
      );
    }
    for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', '::1']) {
      await expect(openAccess({ host, tokensFile: null, open: null }, logger)).resolves.toBeDefined();
    }
  });

  it('refuses a file of tokens that cannot be used, with its line', async () => {
    const broken = join(folder, 'broken');
    await writeFile(broken, '# ours\nboard read secret\n');
    await expect(openAccess({ host: '::', tokensFile: broken, open: null }, logger)).rejects.toThrow(`${broken}:2`);
    await expect(openAccess({ host: '::', tokensFile: `${broken}x`, open: null }, logger)).rejects.toThrow('ENOENT');
  });
});
