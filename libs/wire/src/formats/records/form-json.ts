type Json = string | null | readonly Json[] | Readonly<{ [name: string]: Json }>;
type Fields = Map<string, Fields | string | null>;

const NAME = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;
/** More steps than any vendor's form has; a deeper name is one field. */
const STEPS_MAX = 20;

/** Rails writes times as `2025-01-31 16:22:20 -0500`. */
const RAILS_TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (?:UTC|([+-]\d\d):?(\d\d))$/;

/** The steps of a name: `a[b][]` is `a`, `b` and an item of a list, which has no name. */
const stepsOf = (name: string): readonly string[] => {
  const [, first, inner = ''] = NAME.exec(name) ?? [];
  const steps = [first ?? name, ...inner.slice(1, -1).split('][')];
  return inner === '' || steps.length > STEPS_MAX ? [name] : steps;
};

const valueOf = (text: string): string | null => {
  const [isTime, day, time, hours, minutes] = RAILS_TIME.exec(text) ?? [];
  if (isTime === undefined) return text === '' ? null : text;
  return `${day}T${time}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`;
};

const has = (fields: Fields, [step, ...rest]: readonly string[]): boolean => {
  if (step === undefined) return true;
  const inner = fields.get(step);
  return rest.length === 0 || !(inner instanceof Map) ? inner !== undefined : has(inner, rest);
};

/** Where an item of a list goes: into the last one as long as its fields are new to that. */
const itemIn = (list: Fields, rest: readonly string[]): string => {
  const at = list.size - 1;
  const last = list.get(String(at));
  return last instanceof Map && rest.length > 0 && !has(last, rest) ? String(at) : String(list.size);
};

const put = (fields: Fields, [step = '', ...rest]: readonly string[], value: string | null): void => {
  const key = step === '' ? itemIn(fields, rest) : step;
  if (rest.length === 0) {
    fields.set(key, value);
    return;
  }
  const existing = fields.get(key);
  const inner: Fields = existing instanceof Map ? existing : new Map();
  fields.set(key, inner);
  put(inner, rest, value);
};

const jsonOf = (fields: Fields): Json => {
  const entries = [...fields].map(([key, value]) => [key, value instanceof Map ? jsonOf(value) : value] as const);
  const isList = entries.length > 0 && entries.every(([key], i) => key === String(i));
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
};

/** The fields of a form as JSON: `a[b]` is a field of an object, `a[]` and `a[0]` items of lists, an empty text is null. */
export const formJson = (fields: Iterable<readonly [string, string]>): Json => {
  const root: Fields = new Map();
  for (const [name, text] of fields) put(root, stepsOf(name), valueOf(text));
  return jsonOf(root);
};
