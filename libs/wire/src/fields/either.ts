import { below, type Field, isObject } from './field.ts';
import { shown } from './shown.ts';

/** A text, or another kind of value. */
export const textOr = <A, B>(text: Field<A>, other: Field<B>): Field<A | B> => ({
  fault: (value, whole) => (typeof value === 'string' ? text : other).fault(value, whole),
  schema: (names) => ({ anyOf: [text.schema(names), other.schema(names)] }),
});

/** An object with any names. A null value means the same as an absent one; `none` is the reason if it is no object. */
export const dictionary = <T>(
  name: Field<string>,
  item: Field<T>,
  none: string,
): Field<Readonly<Record<string, T | null>>> => ({
  fault(value, whole) {
    if (!isObject(value)) return { path: '', code: 'bad_field', reason: none };
    for (const key of Object.keys(value)) {
      const found = name.fault(key, whole) ?? (value[key] === null ? null : item.fault(value[key], whole));
      if (found !== null) return below(`.${shown(key)}`, found);
    }
    return null;
  },
  schema: (names) => ({
    type: 'object',
    propertyNames: name.schema(names),
    additionalProperties: { anyOf: [item.schema(names), { type: 'null' }] },
  }),
});
