/** The code that the driver and Node add to an error, such as a SQLSTATE. Empty if there is none. */
export const codeOf = (error: unknown): string => {
  // Not by `instanceof`: an error of Node itself can come from another realm.
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : '';
};

/** The SQLSTATE of a lock that was not available at once, or in time. */
export const LOCK_NOT_AVAILABLE = '55P03';
