import { bad, below, type Fault, type Field, type JsonObject } from './field.ts';

const NO_LIST = bad('is not a list');

type ListRules = Readonly<{
  least?: number;
  most?: number;
  /** The fault of a list of more than `most`. */
  tooMany?: (count: number) => Fault;
  /** A condition between an item and those before it. It is checked before the item's own fields. */
  among?: () => (item: unknown, whole: JsonObject) => Fault | null;
}>;

/** A list of one kind of items. A fault of its length counts before those of its items, which count in their order. */
export const list = <T>(item: Field<T>, rules: ListRules = {}): Field<readonly T[]> => {
  const { least = 0, most = Infinity, tooMany = (count) => bad(`holds ${count}, more than ${most}`), among } = rules;
  return {
    fault(value, whole) {
      if (!Array.isArray(value)) return NO_LIST;
      if (value.length > most) return tooMany(value.length);
      if (value.length < least) return bad('is empty');
      const rule = among?.() ?? null;
      for (let at = 0; at < value.length; at += 1) {
        const found = rule?.(value[at], whole) ?? item.fault(value[at], whole);
        if (found !== null) return below(`[${at}]`, found);
      }
      return null;
    },
    schema: (names) => ({
      type: 'array',
      items: item.schema(names),
      ...(least > 0 ? { minItems: least } : {}),
      ...(most < Infinity ? { maxItems: most } : {}),
    }),
  };
};
