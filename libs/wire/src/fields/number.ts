import { bad, type Field } from './field.ts';

const NO_BOOLEAN = bad('is neither true nor false');

export const BOOLEAN: Field<boolean> = {
  fault: (value) => (typeof value === 'boolean' ? null : NO_BOOLEAN),
  schema: () => ({ type: 'boolean' }),
};

/** A whole JSON number from `least` to `most`; by default as far as a number is exact. */
export const whole = (least: number, most: number = Number.MAX_SAFE_INTEGER): Field<number> => {
  const wrong = bad(
    `is not a whole number ${most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`}`,
  );
  return {
    fault: (value) =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most ? null : wrong,
    schema: () => ({ type: 'integer', minimum: least, maximum: most }),
  };
};
