import { CURRENCIES } from './currencies.ts';
import { fault, type Field, NO_TEXT } from './field.ts';
import { named } from './json-schema.ts';
import { shown } from './shown.ts';

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
