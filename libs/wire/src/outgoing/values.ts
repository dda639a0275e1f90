import { bad, type Field } from '../fields/field.ts';
import { type JsonSchema, named } from '../fields/json-schema.ts';

const value = (name: string, shape: RegExp, description: string): Field<string> => {
  const wrong = bad(`is not ${description}`);
  return {
    fault: (given) => (typeof given === 'string' && shape.test(given) ? null : wrong),
    schema: (names) => named(names, name, (): JsonSchema => ({ type: 'string', pattern: shape.source, description })),
  };
};

/** How figures are emitted (definitions, section 7). */
export const SUM = value(
  'Sum',
  /^(?!-0$)-?(?:0|[1-9]\d*)(?:\.\d{0,9}[1-9])?$/,
  'an exact decimal with up to 10 places',
);
export const QUOTIENT = value('Quotient', /^-?(?:0|[1-9]\d*)\.\d{4}$/, 'a decimal rounded half to even to 4 places');
export const RATIO = value('Ratio', /^-?(?:0|[1-9]\d*)\.\d{6}$/, 'a ratio rounded half to even to 6 places');
