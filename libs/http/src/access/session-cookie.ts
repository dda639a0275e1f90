const NAME = 'acv_session';

/** Scripts cannot read it, and requests that other sites cause do not carry it. */
const ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Strict';

/** The token of a session in a `Cookie` header; null if there is none. */
export const sessionToken = (cookie: string | undefined): string | null => {
  for (const pair of (cookie ?? '').split(';')) {
    const text = pair.trim();
    if (text.startsWith(`${NAME}=`)) return text.slice(NAME.length + 1) || null;
  }
  return null;
};

/** Begins a session. It holds the token itself, so taking the token from the file ends it. */
export const sessionCookie = (token: string, isSecure: boolean): string =>
  `${NAME}=${token}; ${ATTRIBUTES}${isSecure ? '; Secure' : ''}`;

export const endedSession = `${NAME}=; ${ATTRIBUTES}; Max-Age=0`;
