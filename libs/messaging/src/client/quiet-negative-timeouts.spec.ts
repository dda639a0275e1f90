import { expect, it } from '@jest/globals';
import { quietNegativeTimeouts } from './quiet-negative-timeouts.ts';

it('drops the warning of negative timeouts and no other', () => {
  const warned: unknown[] = [];
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning: unknown): void => void warned.push(warning);
  quietNegativeTimeouts();
  process.emitWarning('-1 is a negative number.', 'TimeoutNegativeWarning');
  process.emitWarning('-1 is a negative number.', { type: 'TimeoutNegativeWarning' });
  process.emitWarning('something else', 'OtherWarning');
  process.emitWarning = emitWarning;
  expect(warned).toEqual(['something else']);
});
