import type { Payload } from '../frame/payload.ts';

/** Ids are numbers in JSON and texts in forms. */
export const idOf = (payload: Payload): string | null =>
  typeof payload.value === 'number' && Number.isSafeInteger(payload.value) ? String(payload.value) : payload.text;

/** A whole number, which forms have as text. */
export const wholeOf = (payload: Payload): number | null => {
  const stated = payload.decimal;
  if (stated === null) return null;
  const whole = stated.toNumber();
  return Number.isSafeInteger(whole) ? whole : payload.none(null, 'is not a whole number');
};

/** A truth value, which forms have as text. */
export const flagOf = (payload: Payload): boolean =>
  payload.value === 'true' || (payload.value !== 'false' && payload.value !== '' && payload.flag);
