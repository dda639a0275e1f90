import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipped } from './gzipped.ts';
import { sampleBook } from './sample-book.ts';

const folder = join(import.meta.dirname, '..', '..', 'samples');
const { 'events.jsonl': events, ...others } = sampleBook();

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'events.jsonl.gz'), gzipped(events));
for (const [name, text] of Object.entries(others)) writeFileSync(join(folder, name), text);
