import type { Setting } from './setting.ts';

export type SettingsTable = Readonly<Record<string, Setting<unknown>>>;

export type SettingsValues<T extends SettingsTable> = Readonly<{
  [K in keyof T]: T[K] extends Setting<infer V> ? V : never;
}>;

/** Settings that are needed together. Each app lists the groups it uses, under names of its own. */
export type SettingsGroup<T extends SettingsTable = SettingsTable> = Readonly<{
  title: string;
  settings: T;
  /** Checks rules between the settings of the group. One line for each fault. */
  faultsOf?(values: SettingsValues<T>): readonly string[];
}>;

/** Keeps the exact type of the table, from which the type of the values is derived. */
export const settingsGroup = <const T extends SettingsTable>(group: SettingsGroup<T>): SettingsGroup<T> => group;

export type SettingsGroups = Readonly<Record<string, SettingsGroup>>;

export type Settings<G extends SettingsGroups> = Readonly<{
  [K in keyof G]: G[K] extends SettingsGroup<infer T> ? SettingsValues<T> : never;
}>;
