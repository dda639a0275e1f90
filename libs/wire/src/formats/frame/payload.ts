import { Decimal, type Instant } from '@app/domain';
import { isObject, type JsonObject } from '../../fields/field.ts';
import { parseInstant } from '../../fields/instant.ts';
import { shown } from '../../fields/shown.ts';
import type { Findings } from './findings.ts';

const PLAIN = /^-?\d{1,40}(?:\.\d{1,40})?$/;
/** The end of the last day that an event can have, 2200-12-31. */
const SECONDS_MAX = 7_289_654_400;

/**
 * A value of a payload with its path. A null is an absent value; a value of another kind than asked for is a fault of
 * the payload, and counts as absent. Nothing here throws, whatever the payload holds.
 */
export class Payload {
  readonly value: unknown;
  readonly path: string;
  readonly #findings: Findings;

  constructor(value: unknown, path: string, findings: Findings) {
    this.value = value;
    this.path = path;
    this.#findings = findings;
  }

  /** The same value, whose faults go to other findings. */
  with(findings: Findings): Payload {
    return new Payload(this.value, this.path, findings);
  }

  /** The value of an own field. Absent where this is no object. */
  at(key: string): Payload {
    const inner = isObject(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new Payload(inner, this.path === '' ? key : `${this.path}.${key}`, this.#findings);
  }

  /** The same object with these fields alone. */
  picked(keys: readonly string[]): Payload {
    const fields = Object.fromEntries(Object.entries(this.object).filter(([key]) => keys.includes(key)));
    return new Payload(fields, this.path, this.#findings);
  }

  /** The first of these fields that is there; the last one if none is. */
  first(...keys: readonly [string, ...string[]]): Payload {
    const all = keys.map((key) => this.at(key));
    return all.find((each) => each.isThere) ?? all.at(-1) ?? this.at(keys[0]);
  }

  get isThere(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get isObject(): boolean {
    return isObject(this.value);
  }

  get object(): JsonObject {
    return isObject(this.value) ? this.value : {};
  }

  get items(): readonly Payload[] {
    if (!this.isThere) return [];
    if (!Array.isArray(this.value)) return this.none([], 'is not a list');
    return this.value.map((item: unknown, i) => new Payload(item, `${this.path}[${i}]`, this.#findings));
  }

  /** Text that says something: an empty one is absent. */
  get text(): string | null {
    if (!this.isThere || this.value === '') return null;
    return typeof this.value === 'string' ? this.value : this.none(null, 'is not a text');
  }

  /** The id of an object, or an id alone. */
  get id(): string | null {
    return this.isObject ? this.at('id').text : this.text;
  }

  get flag(): boolean {
    if (!this.isThere) return false;
    return typeof this.value === 'boolean' ? this.value : this.none(false, 'is neither true nor false');
  }

  /** A decimal as text, or as a JSON number: the shortest decimal that gives the same double. */
  get decimal(): Decimal | null {
    if (!this.isThere || this.value === '') return null;
    const { value } = this;
    if (typeof value === 'number' && Number.isFinite(value)) return new Decimal(String(value));
    if (typeof value === 'string' && PLAIN.test(value)) return new Decimal(value);
    return this.none(null, `${shown(value)} is not a decimal`);
  }

  get whole(): number | null {
    if (!this.isThere) return null;
    return Number.isSafeInteger(this.value) ? Number(this.value) : this.none(null, 'is not a whole number');
  }

  /** Seconds since 1970. Systems write 0 where they mean none. */
  get unixSeconds(): Instant | null {
    return this.#unix(1);
  }

  get unixMilliseconds(): Instant | null {
    return this.#unix(1000);
  }

  /** An RFC 3339 time. */
  get instant(): Instant | null {
    const text = this.text;
    return text === null ? null : this.instantOf(text);
  }

  /** The RFC 3339 time that this value is, spelled as RFC 3339 has it. */
  instantOf(text: string): Instant | null {
    const instant = parseInstant(text);
    const isInRange = instant !== null && instant.seconds >= 0 && instant.seconds <= SECONDS_MAX;
    return isInRange ? instant : this.none(null, `${shown(text)} is not an RFC 3339 time`);
  }

  #unix(ofSecond: 1 | 1000): Instant | null {
    const stated = this.whole;
    if (stated === null || stated === 0) return null;
    const seconds = Math.floor(stated / ofSecond);
    if (seconds < 0 || seconds > SECONDS_MAX) return this.none(null, 'is not a time from 1970 to 2200');
    return { seconds, nanos: (stated - seconds * ofSecond) * (1_000_000_000 / ofSecond) };
  }

  /** Refuses the payload for this value. */
  none<T>(instead: T, reason: string): T {
    this.#findings.refuse('bad_field', this.path === '' ? 'value' : this.path, reason);
    return instead;
  }
}
