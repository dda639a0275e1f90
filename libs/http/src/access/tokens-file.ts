import { readFile } from 'node:fs/promises';
import { unwatchFile, watchFile } from 'node:fs';
import { UsageError } from '@app/host';
import { type Logger, messageOf } from '@app/platform';
import { isTokensFault, readTokens, type Token } from './token.ts';

/** How often the file is looked at. It is polled, because mounted secrets change by a link that no event tells of. */
const LOOKS_EVERY_MS = 2_000;

const tokensIn = async (file: string): Promise<readonly Token[]> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`API_TOKENS_FILE: ${file} cannot be read (${messageOf(cause)})`, { cause });
  });
  const read = readTokens(text);
  if (isTokensFault(read)) throw new UsageError(`API_TOKENS_FILE: ${file}:${read.line} ${read.reason}`);
  return read;
};

/** The tokens of a file, read again whenever it changes. A file that cannot be used leaves the former tokens valid. */
export class TokensFile {
  private constructor(
    private readonly file: string,
    private readonly logger: Logger,
    private tokens: readonly Token[],
  ) {}

  /** Throws `UsageError` if the file cannot be used. */
  static async open(file: string, logger: Logger): Promise<TokensFile> {
    const opened = new TokensFile(file, logger, await tokensIn(file));
    watchFile(file, { interval: LOOKS_EVERY_MS, persistent: false }, () => void opened.#readAgain());
    return opened;
  }

  get all(): readonly Token[] {
    return this.tokens;
  }

  close(): void {
    unwatchFile(this.file);
  }

  async #readAgain(): Promise<void> {
    try {
      this.tokens = await tokensIn(this.file);
      this.logger.info({ tokens: this.tokens.map(({ name }) => name) }, 'the tokens were read again');
    } catch (error) {
      this.logger.error(`the former tokens stay valid: ${messageOf(error)}`);
    }
  }
}
