import type { Logger } from './create-logger.ts';

type Log = (message: string, fields?: Readonly<Record<string, unknown>>) => void;

/** The log for rooms that say the message first and know nothing of pino. */
export type MessageFirstLog = Readonly<{ debug: Log; info: Log; warn: Log; error: Log }>;

export const messageFirst = (logger: Logger): MessageFirstLog => ({
  debug: (message, fields = {}) => logger.debug(fields, message),
  info: (message, fields = {}) => logger.info(fields, message),
  warn: (message, fields = {}) => logger.warn(fields, message),
  error: (message, fields = {}) => logger.error(fields, message),
});
