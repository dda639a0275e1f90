import { Decimal, plain } from '@app/domain';
import type { Value } from './listing.ts';

/** A value as JSON has it: decimals as text. */
export const plainValue = (value: Value): Exclude<Value, Decimal> => (value instanceof Decimal ? plain(value) : value);
