import type { Change } from './comparison.ts';

export const hadArr = ({ before }: Change): boolean => before.isAboveZero();
/** "Active then": with what was handed over counted for who has it now. */
export const startsWithArr = ({ start }: Change): boolean => start.isAboveZero();
export const hasArr = ({ now }: Change): boolean => now.isAboveZero();
export const isActiveBothTimes = (change: Change): boolean => startsWithArr(change) && hasArr(change);
