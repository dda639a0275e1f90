import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of the built page; null if it was not built. It is searched for upwards, because sources and build lie at
 * different depths.
 */
export const dashboardFolder = (from: string = import.meta.dirname): string | null => {
  for (let folder = from; ; folder = dirname(folder)) {
    for (const built of [join(folder, 'dashboard'), join(folder, 'dist', 'dashboard')]) {
      if (existsSync(join(built, 'index.html'))) return built;
    }
    if (folder === dirname(folder)) return null;
  }
};
