// @ts-check

/**
 * @typedef {Readonly<{ version?: string, license?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }>} Locked
 * @typedef {Readonly<Record<string, Locked>>} Lock by path, as in package-lock.json
 * @typedef {{ group?: string, name: string, version?: string, components?: readonly Component[] }} Component
 */

/** The licences that a package may have which users run. None of them asks anything of a program that uses the package. */
const LICENCES = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'PostgreSQL',
  'Python-2.0',
];

/** The name of a package by its path in the lock file. @param {string} path */
const nameOf = (path) => path.replace(/^.*node_modules\//, '');

/** Those that an installation for production has, optional ones too. @param {Lock} lock */
const running = (lock) => Object.entries(lock).filter(([path, { dev }]) => path !== '' && !dev);

/** A choice of licences is fine if one of them is. @param {string} licence */
const isAllowed = (licence) =>
  licence
    .replace(/^\(|\)$/g, '')
    .split(' OR ')
    .some((one) => LICENCES.includes(one));

/**
 * A line for each package that runs under a licence that is not on the list.
 *
 * @param {Lock} lock
 */
export const licenceFaults = (lock) =>
  running(lock)
    .filter(([, { license = '' }]) => !isAllowed(license))
    .map(([path, { license = 'none' }]) => `${nameOf(path)}: its licence is ${license}, which is not on the list`);

/** @param {Component} component @returns {readonly string[]} */
const namesIn = ({ group, name, version, components = [] }) => [
  `${group === undefined ? name : `${group}/${name}`}@${version}`,
  ...components.flatMap(namesIn),
];

/**
 * A line for each package that the image has and the list of components has not.
 *
 * @param {Lock} lock
 * @param {{ components: readonly Component[] }} bom as CycloneDX writes it
 */
export const missingComponents = (lock, bom) => {
  const listed = new Set(bom.components.flatMap(namesIn));
  return running(lock)
    .filter(([, { optional, devOptional }]) => !optional && !devOptional)
    .map(([path, { version }]) => `${nameOf(path)}@${version}`)
    .filter((name) => !listed.has(name))
    .map((name) => `${name}: the list of components lacks it`);
};
