import { editDistance } from '@app/wire';

/** Names that are alike but for case, separators and a few letters, the nearest first. */
export const nearNames = (given: string, names: readonly string[]): readonly string[] => {
  const plain = (name: string): readonly string[] => Array.from(name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''));
  const wanted = plain(given);
  return names
    .map((name) => ({ name, apart: editDistance(wanted, plain(name)) }))
    .filter(({ name, apart }) => apart <= Math.ceil(name.length / 3))
    .toSorted((a, b) => a.apart - b.apart)
    .map(({ name }) => name);
};

const LISTED = 12;

/** The end of a refusal: the nearest name, and the names that exist. */
export const namesThatExist = (given: string, names: readonly string[]): string => {
  const [nearest] = nearNames(given, names);
  const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : '';
  const meant = nearest === undefined ? '' : `did you mean ${nearest}? `;
  return `${meant}there are ${names.slice(0, LISTED).join(', ')}${more}`;
};

const NEAR = 3;

/** The end of a message about an id that is not there: `; did you mean a, b or c?`, empty if none is near. */
export const nearIds = (given: string, ids: readonly string[]): string => {
  const near = nearNames(given, ids).slice(0, NEAR);
  const [last, ...others] = near.toReversed();
  if (last === undefined) return '';
  return `; did you mean ${others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`}?`;
};
