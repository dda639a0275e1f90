import { userInfo } from 'node:os';

/** The user of the system who runs the command. A container may run under a number that has no name. */
export const whoRuns = (): string => {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
};
