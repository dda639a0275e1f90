import { type CivilDate, type Instant, parseCivilDate } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import type { Payload } from '../frame/payload.ts';

const DAY = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** A day as Zuora states it. Exports write a time behind it, which means nothing: the day has no time zone. */
export const statedDay = (payload: Payload): CivilDate | null => {
  const text = payload.text;
  if (text === null) return null;
  const day = parseCivilDate(DAY.exec(text)?.[1] ?? '');
  const isInRange = day !== null && day >= '1970-01-01' && day <= '2200-12-31';
  return isInRange ? day : payload.none(null, `${shown(text)} is not a day from 1970 to 2200`);
};

const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) ?(Z|[+-]\d{2}:?\d{2})?$/;

/** The time of a record. One without an offset, as exports write it, is of UTC. */
export const statedTime = (payload: Payload): Instant | null => {
  const text = payload.text;
  const [, day, time, offset = 'Z'] = TIME.exec(text ?? '') ?? [];
  if (day === undefined || time === undefined) return payload.instant;
  return payload.instantOf(`${day}T${time}${offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
};

const TRUE = new Set<unknown>([true, 'true', '1', 't', 'yes']);
const FALSE = new Set<unknown>([false, 'false', '0', 'f', 'no']);

/** True or false; exports write them as text. Null: not stated. */
export const statedFlag = (payload: Payload): boolean | null => {
  const { value } = payload;
  if (!payload.isThere || value === '') return null;
  const said: unknown = typeof value === 'string' ? value.toLowerCase() : value;
  if (TRUE.has(said)) return true;
  return FALSE.has(said) ? false : payload.none(null, 'is neither true nor false');
};

const WHOLE = /^\d{1,15}$/;

/** A whole number; exports write it as text. */
export const statedWhole = (payload: Payload): number | null => {
  const { value } = payload;
  if (!payload.isThere || value === '') return null;
  return typeof value === 'string' && WHOLE.test(value) ? Number(value) : payload.whole;
};

/** A word of Zuora’s, which spells its values as it spells its names: `Subscription_End`, `SubscriptionEnd`. */
export const statedWord = (payload: Payload): string | null =>
  payload.text?.toLowerCase().replaceAll(/[^a-z0-9]/g, '') ?? null;

/** An id, which some records have as a number. */
export const statedId = (payload: Payload): string | null =>
  typeof payload.value === 'number' && Number.isSafeInteger(payload.value) ? String(payload.value) : payload.text;
