const startingWith = (...starts: readonly string[]) => ({
  test: (text: string): boolean => starts.some((start) => text.startsWith(start)),
});

/** The bytes that a file of another kind begins with, and the way to events. */
const KINDS: readonly (readonly [Readonly<{ test: (start: string) => boolean }>, string])[] = [
  [startingWith('PK\x03\x04'), 'this looks like a spreadsheet: save it as CSV, then `acv import FILE`'],
  [startingWith('\x1f\x8b'), 'this is compressed: give the file a name that ends in .gz'],
  [startingWith('\xff\xfe', '\xfe\xff'), 'this is UTF-16: save it as UTF-8'],
  [
    /^\s*\[/,
    "this is one JSON list: JSON Lines are wanted, an event a line. `jq -c '.[]' FILE > events.jsonl` makes them",
  ],
  [
    /^\s*\{\s*$/,
    'this is one JSON document over many lines: JSON Lines are wanted, an event a line. `jq -c . FILE > events.jsonl` makes them',
  ],
  [/^[^{}[\]]*[,;\t][^{}[\]]*[,;\t][^{}[\]]*$/, 'this looks like CSV: `acv import FILE` reads sheets of contracts'],
];

/** The likely reason why no line of an input is an event, from its first line; null if it shows none. */
export const inputHint = (firstLine: Buffer): string | null => {
  const start = firstLine.subarray(0, 1_000).toString('latin1');
  return KINDS.find(([pattern]) => pattern.test(start))?.[1] ?? null;
};
