import { type Environment, fileVariable, type SettingsGroups } from '@app/platform';
import { nearName } from '@app/wire';

/**
 * One line for each variable of the environment that misspells a setting of these groups. A name that is not near one
 * belongs to another program, and is not mentioned.
 */
export const misspeltSettings = (groups: SettingsGroups, environment: Environment): readonly string[] => {
  const names = Object.values(groups).flatMap(({ settings }) =>
    Object.values(settings).flatMap((setting) => [setting.name].concat(fileVariable(setting) ?? [])),
  );
  const near = nearName(names);
  return Object.keys(environment)
    .filter((given) => !names.includes(given))
    .flatMap((given) => {
      const meant = near(given);
      return meant === null ? [] : `${given} is not a setting; did you mean ${meant}?`;
    });
};
