import { Decimal, plain, round10 } from '@app/domain';

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const converted = (value: unknown): unknown => {
  if (value instanceof Decimal) return plain(round10(value));
  if (Array.isArray(value)) return value.map(converted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [snakeCase(name), converted(held)]));
};

/** For programs: names in snake case, decimals as text with up to ten decimal places. */
export const asAnswer = (explanation: object): unknown => converted(explanation);

export const asJson = (explanation: object): string => JSON.stringify(asAnswer(explanation), null, 2);
