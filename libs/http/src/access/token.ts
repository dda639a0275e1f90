/** What the holder of a token may do. Who may operate may read. */
export type Scope = 'read' | 'operate';

export type Token = Readonly<{ name: string; scope: Scope; /** The SHA-256 of the token. */ digest: Buffer }>;

const LINE = /^(?<name>[\w.@-]{1,100})\s+(?<scope>read|operate)\s+(?<digest>[0-9a-f]{64})$/i;

/** A file of tokens that cannot be used, and where. */
export type TokensFault = Readonly<{ line: number; reason: string }>;

export const isTokensFault = (read: readonly Token[] | TokensFault): read is TokensFault => 'line' in read;

const tokenIn = (text: string): Token | null => {
  const { name, scope, digest } = LINE.exec(text)?.groups ?? {};
  if (name === undefined || scope === undefined || digest === undefined) return null;
  return { name, scope: scope.toLowerCase() === 'operate' ? 'operate' : 'read', digest: Buffer.from(digest, 'hex') };
};

/** The tokens of a file: `name scope sha256` a line. Empty lines and those that begin with `#` are left out. */
export const readTokens = (text: string): readonly Token[] | TokensFault => {
  const tokens: Token[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const token = tokenIn(line);
    if (token === null) return { line: index + 1, reason: 'is not a name, read or operate, and 64 hex digits' };
    if (tokens.some(({ name }) => name === token.name))
      return { line: index + 1, reason: 'has the name of another token' };
    tokens.push(token);
  }
  return tokens.length === 0 ? { line: 1, reason: 'there is no token in the file' } : tokens;
};
