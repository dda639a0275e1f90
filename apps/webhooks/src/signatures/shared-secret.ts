import { isSameText } from './constant-time.ts';
import type { SignedRequest, Verify } from './verify.ts';

const AUTHORIZATION = /^(basic|bearer) +(\S+) *$/i;

const authorization = ({ header }: SignedRequest, scheme: 'basic' | 'bearer'): string | null => {
  const [, given, credentials] = AUTHORIZATION.exec(header('authorization') ?? '') ?? [];
  return given?.toLowerCase() === scheme && credentials !== undefined ? credentials : null;
};

const login = (request: SignedRequest): string | null => {
  const credentials = authorization(request, 'basic');
  return credentials === null ? null : Buffer.from(credentials, 'base64').toString('utf8');
};

const isOneOf = (given: string | null, secrets: readonly string[]): boolean =>
  given !== null && secrets.map((secret) => isSameText(given, secret)).includes(true);

/** Basic authentication with one of the secrets of the form `name:password`. */
export const verifyLogin: Verify = (request, { secrets }) =>
  isOneOf(
    login(request),
    secrets.filter((secret) => secret.includes(':')),
  );

/** For systems that sign nothing: basic authentication, a bearer token, or a token in the URL. */
export const verifySharedSecret: Verify = (request, keys) =>
  verifyLogin(request, keys) ||
  isOneOf(authorization(request, 'bearer'), keys.secrets) ||
  isOneOf(request.token, keys.secrets);
