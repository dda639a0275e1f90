import type { Kind, Read } from './kind.ts';

/** One variable of the environment: all that reads it, refuses it and documents it. */
export type Setting<T> = Readonly<{
  name: string;
  /** One line, for help and documentation. */
  description: string;
  kind: Kind<T>;
  /** As it would be written in the environment; null where there is none. */
  default: string | null;
  isRequired: boolean;
  /** Never shown: not in a fault, not in a log. */
  isSecret: boolean;
  /** What it is when the environment says nothing; null where it has to say something. */
  absent: () => Read<T> | null;
}>;

type Declared<T> = Readonly<{ name: string; kind: Kind<T>; description: string; isSecret?: boolean }>;

const declared = <T>({ name, kind, description, isSecret = false }: Declared<T>) =>
  ({ name, kind, description, isSecret, default: null, isRequired: false }) as const;

export const required = <T>(setting: Declared<T>): Setting<T> => ({
  ...declared(setting),
  isRequired: true,
  absent: () => null,
});

/** Null when the environment does not name it. */
export const optional = <T>(setting: Declared<T>): Setting<T | null> => ({
  ...declared(setting),
  absent: () => ({ value: null }),
});

/** The default goes the way of a given value, so that documentation shows just what could be written. */
export const defaulted = <T>(setting: Declared<T> & Readonly<{ default: string }>): Setting<T> => ({
  ...declared(setting),
  default: setting.default,
  absent: () => {
    const read = setting.kind.read(setting.default);
    if (read === null) throw new Error(`The default of ${setting.name} is not ${setting.kind.wanted}.`);
    return read;
  },
});
