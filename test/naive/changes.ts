import type { Change } from './comparison.ts';

export const hadArr = ({ before }: Change): boolean => before.isAboveZero();
/** Active on day 0, if contracts that were handed over count for the customer that has them on day 1. */
export const startsWithArr = ({ start }: Change): boolean => start.isAboveZero();
export const hasArr = ({ now }: Change): boolean => now.isAboveZero();
export const isActiveBothTimes = (change: Change): boolean => startsWithArr(change) && hasArr(change);
