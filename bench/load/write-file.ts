import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { Load, type LoadKind } from './load.ts';
import type { LoadPlan } from './load-plan.ts';

/** The number of events of each kind, the number that must be accepted, and the bytes written. */
export type Written = Readonly<{ kinds: Readonly<Record<LoadKind, number>>; valid: number; bytes: number }>;

const CHUNK = 1 << 20;

/** Writes the load, an event per line. */
export const writeLoad = async (plan: LoadPlan, file: string): Promise<Written> => {
  const load = new Load(plan);
  const kinds = { created: 0, amended: 0, cancelled: 0, late: 0, repeated: 0, refused: 0 };
  const out = createWriteStream(file);
  let bytes = 0;
  let chunk: string[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    const text = chunk.join('');
    bytes += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
    [chunk, length] = [[], 0];
  };
  for (const { kind, value } of load.records()) {
    kinds[kind] += 1;
    chunk.push(value, '\n');
    length += value.length + 1;
    if (length > CHUNK) await flush();
  }
  await flush();
  out.end();
  await finished(out);
  return { kinds, valid: load.valid, bytes };
};
