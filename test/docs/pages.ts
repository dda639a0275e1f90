import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The pages in a folder of `docs`. */
export const pagesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, 'docs', folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${folder}/${file}`);
