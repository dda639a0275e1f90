/** Options by which swc compiles the sources for tests. */
export const swcOptions = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
  module: { type: 'es6' },
};

/** The same for sources with markup. They are apart because `<T>(x) =>` of a plain source would be read as markup. */
export const swcOptionsOfMarkup = {
  ...swcOptions,
  jsc: {
    ...swcOptions.jsc,
    parser: { ...swcOptions.jsc.parser, tsx: true },
    transform: { ...swcOptions.jsc.transform, react: { runtime: 'automatic', importSource: 'preact' } },
  },
};
