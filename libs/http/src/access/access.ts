import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { sessionToken } from './session-cookie.ts';
import type { Scope, Token } from './token.ts';

const BEARER = /^Bearer +(\S+)$/i;

/** Names of this machine, in a `Host` header. A page of another site that points its name here sends its own. */
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

type AccessTerms = Readonly<{
  /** Null: there are no tokens, and the API listens on a loopback address. */
  tokens: (() => readonly Token[]) | null;
  /** Whether everybody may read. */
  isOpen: boolean;
}>;

/** `missing`: a token is needed; `insufficient`: the one that was given, or none, does not allow it. */
export type Verdict = 'allowed' | 'missing' | 'insufficient' | 'foreign-host';

/** Decides what a request may do. */
export class Access {
  readonly #terms: AccessTerms;

  constructor(terms: AccessTerms) {
    this.#terms = terms;
  }

  get hasTokens(): boolean {
    return this.#terms.tokens !== null;
  }

  /** The token that a text is; null if it is none. Compares every digest, in the same time whichever it is. */
  find(text: string): Token | null {
    const digest = createHash('sha256').update(text).digest();
    let found: Token | null = null;
    for (const token of this.#terms.tokens?.() ?? []) if (timingSafeEqual(token.digest, digest)) found = token;
    return found;
  }

  /** The token that a request carries, as a bearer or in the cookie of a session. */
  tokenOf({ headers }: Pick<FastifyRequest, 'headers'>): Token | null {
    const text = BEARER.exec(headers.authorization ?? '')?.[1] ?? sessionToken(headers.cookie);
    return text === null ? null : this.find(text);
  }

  judge(request: Pick<FastifyRequest, 'headers'>, scope: Scope): Verdict {
    if (this.#terms.tokens === null) return this.#ofLoopback(request, scope);
    const token = this.tokenOf(request);
    if (scope === 'read' && (this.#terms.isOpen || token !== null)) return 'allowed';
    if (token === null) return 'missing';
    return token.scope === 'operate' ? 'allowed' : 'insufficient';
  }

  #ofLoopback({ headers }: Pick<FastifyRequest, 'headers'>, scope: Scope): Verdict {
    if (scope === 'operate') return 'insufficient';
    return this.#terms.isOpen || LOOPBACK_HOST.test(headers.host ?? '') ? 'allowed' : 'foreign-host';
  }
}
