import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A folder of the build that holds the given file; null if it was not built. It is searched for upwards, because sources
 * and build lie at different depths.
 */
export const builtFolder = (name: string, file: string): string | null => {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    for (const built of [join(folder, name), join(folder, 'dist', name)])
      if (existsSync(join(built, file))) return built;
    if (folder === dirname(folder)) return null;
  }
};
