import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of the project. Its file is searched for upwards, because sources and build lie at different depths. */
export const version = (from: string = import.meta.dirname): string => {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as Readonly<{ version: string }>).version;
    if (folder === dirname(folder)) return 'unknown';
  }
};
