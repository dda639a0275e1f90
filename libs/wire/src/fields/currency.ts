import { CURRENCIES } from './currencies.ts';
import { bad, fault, type Field } from './field.ts';
import { named } from './json-schema.ts';
import { shown } from './shown.ts';

const NO_TEXT = bad('is not a text');

export const isCurrency = (code: string): boolean => CURRENCIES.has(code);

export const CURRENCY: Field<string> = {
  fault(value) {
    if (typeof value !== 'string') return NO_TEXT;
    return CURRENCIES.has(value) ? null : fault('unknown_currency', `${shown(value)} is not in ISO 4217`);
  },
  schema: (names) =>
    named(names, 'Currency', () => ({
      enum: [...CURRENCIES],
      description: 'A code of ISO 4217, current or withdrawn.',
    })),
};
