export type LogFields = Readonly<Record<string, unknown>>;

type Log = (message: string, fields?: LogFields) => void;

/** What this room needs of a logger; the composition root bridges the one it uses. */
export type Logger = Readonly<{ debug: Log; info: Log; warn: Log; error: Log }>;

const nothing: Log = () => {};

export const silent: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
