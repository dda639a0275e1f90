import type { Kind, Read } from './kind.ts';

/** One variable of the environment, with everything to read, refuse and document it. */
export type Setting<T> = Readonly<{
  name: string;
  /** One line, for help and documentation. */
  description: string;
  kind: Kind<T>;
  /** The default as it would be written in the environment. Null: none. */
  default: string | null;
  isRequired: boolean;
  /** A secret is shown neither in a fault nor in a log. */
  isSecret: boolean;
  /** The value of an absent variable. Null: the variable is required. */
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

/** Null if the variable is absent. */
export const optional = <T>(setting: Declared<T>): Setting<T | null> => ({
  ...declared(setting),
  absent: () => ({ value: null }),
});

/** The default is read like a given value, so the documentation shows exactly what could be written. */
export const defaulted = <T>(setting: Declared<T> & Readonly<{ default: string }>): Setting<T> => ({
  ...declared(setting),
  default: setting.default,
  absent: () => {
    const read = setting.kind.read(setting.default);
    if (read === null) throw new Error(`The default of ${setting.name} is not ${setting.kind.expected}.`);
    return read;
  },
});
