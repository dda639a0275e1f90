import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipped } from './gzipped.ts';
import { sampleBook } from './sample-book.ts';

const folder = join(import.meta.dirname, '..', '..', 'samples');
const { 'events.jsonl': events, 'live-events.jsonl': live, ...others } = sampleBook();

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'events.jsonl.gz'), gzipped(events));
writeFileSync(join(folder, 'live-events.jsonl.gz'), gzipped(live));
for (const [name, text] of Object.entries(others)) writeFileSync(join(folder, name), text);
