import { UsageError } from '@app/host';
import type { Logger } from '@app/platform';
import { Access } from './access.ts';
import { TokensFile } from './tokens-file.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i;

export type AccessSettings = Readonly<{ host: string; tokensFile: string | null; open: 'read' | null }>;

/** Access as the settings have it, and what ends it. */
export type OpenAccess = Readonly<{ access: Access; close: () => void }>;

/** Throws `UsageError` if others could reach an API that has no tokens, or if the tokens cannot be used. */
export const openAccess = async ({ host, tokensFile, open }: AccessSettings, logger: Logger): Promise<OpenAccess> => {
  if (tokensFile === null && open === null && !LOOPBACK.test(host)) {
    throw new UsageError(
      `API_HOST: others reach ${host}, and the API has no tokens. Set API_TOKENS_FILE, or API_OPEN=read to let ` +
        'everybody read, or listen on 127.0.0.1',
    );
  }
  if (open === 'read') logger.warn('API_OPEN=read: everybody who reaches the API reads all customers and contracts');
  const file = tokensFile === null ? null : await TokensFile.open(tokensFile, logger);
  return {
    access: new Access({ tokens: file === null ? null : () => file.all, isOpen: open === 'read' }),
    close: () => file?.close(),
  };
};

/** Access without tokens, for this machine alone. */
export const loopbackAccess = (): Access => new Access({ tokens: null, isOpen: false });
