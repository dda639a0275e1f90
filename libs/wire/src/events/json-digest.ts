const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a of a text, going on from a digest before it. */
const mixed = (digest: number, text: string): number => {
  let hash = digest;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash >>> 0;
};

type Part = readonly [path: number, value: unknown];

const partsOf = (path: number, value: object): readonly Part[] =>
  Array.isArray(value)
    ? value.map((item: unknown, at) => [mixed(path, `[${at}]`), item])
    : Object.entries(value).map(([key, item]) => [mixed(path, `.${key.length}.${key}`), item]);

/**
 * A signed number of 32 bits that is equal for JSON values that are equal, whatever the order of keys, so a value can be
 * recognised without being kept. Two different values have the same one once in four thousand million. Not recursive,
 * because unknown fields can be nested deep: the digests of all leaves with their paths are added up.
 */
export const jsonDigest = (json: unknown): number => {
  const open: Part[] = [[OFFSET, json]];
  let sum = 0;
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [path, value] = part;
    if (typeof value !== 'object' || value === null) {
      sum = (sum + mixed(path, `${typeof value}${String(value)}`)) | 0;
      continue;
    }
    sum = (sum + mixed(path, Array.isArray(value) ? 'list' : 'object')) | 0;
    for (const inner of partsOf(path, value)) open.push(inner);
  }
  return sum;
};
