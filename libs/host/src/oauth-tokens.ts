import { z } from 'zod';
import { UsageError } from './usage-error.ts';

/** Where tokens come from, and by which client. */
export type TokenSource = Readonly<{ url: string; clientId: string; clientSecret: string; scope: string | null }>;

const ANSWER = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().optional() });

/** The answers of a token server (RFC 6749, 5.2) that no wait mends: the client or its secret is wrong. */
const REFUSALS: readonly number[] = [400, 401, 403];

const TIMEOUT_MS = 10_000;

/** A token without a stated life is used once. */
const UNSTATED_LIFE_S = 0;

/** A token is replaced when a fifth of its life is left, so that none expires on its way to a broker. */
const USED_SHARE = 0.8;

const fetchToken = async ({ url, clientId, clientSecret, scope }: TokenSource): Promise<z.infer<typeof ANSWER>> => {
  // Both are encoded before they are joined (RFC 6749, 2.3.1).
  const login = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(login).toString('base64')}`, accept: 'application/json' },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope === null ? {} : { scope }) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (REFUSALS.includes(answer.status)) {
    throw new UsageError(
      `KAFKA_OAUTH_CLIENT_ID, KAFKA_OAUTH_CLIENT_SECRET, KAFKA_OAUTH_SCOPE: the token server refused them (${answer.status})`,
    );
  }
  if (!answer.ok) throw new TokenUnavailableError(`the token server answered ${answer.status}`);
  const read = ANSWER.safeParse(await answer.json().catch(() => null));
  if (!read.success) throw new TokenUnavailableError('the answer of the token server holds no access_token');
  return read.data;
};

/** The token server cannot give a token at present. */
export class TokenUnavailableError extends Error {
  override readonly name = 'TokenUnavailableError';
}

/**
 * The token of a login to the brokers. It is kept for most of its life, since the driver asks for it at each connection.
 * Throws `UsageError` if the client is refused, and `TokenUnavailableError` if the server is away.
 */
export const oauthTokens = (source: TokenSource): (() => Promise<Readonly<{ value: string }>>) => {
  let kept: Readonly<{ value: string; untilMs: number }> | null = null;
  let asked: Promise<Readonly<{ value: string }>> | null = null;
  const renew = async (): Promise<Readonly<{ value: string }>> => {
    const { access_token: value, expires_in: lifeSeconds = UNSTATED_LIFE_S } = await fetchToken(source).catch(
      (error: unknown) => {
        if (error instanceof UsageError || error instanceof TokenUnavailableError) throw error;
        throw new TokenUnavailableError('the token server cannot be reached', { cause: error });
      },
    );
    kept = { value, untilMs: performance.now() + lifeSeconds * 1000 * USED_SHARE };
    return { value };
  };
  return async () => {
    if (kept !== null && performance.now() < kept.untilMs) return { value: kept.value };
    asked ??= renew().finally(() => {
      asked = null;
    });
    return asked;
  };
};
