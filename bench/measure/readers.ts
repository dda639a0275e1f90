import { setTimeout as sleep } from 'node:timers/promises';

/** A resource of the API by its name, and the paths that are asked for in turn. */
export type Asked = Readonly<{ name: string; paths: readonly string[] }>;

/** The milliseconds from asking for a resource to the last byte of its answer, and how many were no answer. */
export type Answered = Readonly<{ name: string; ms: readonly number[]; failed: number; kb: number }>;

type Kept = { ms: number[]; failed: number; kb: number };

const SECOND_MS = 1_000;

/** A connection that breaks is no answer either. */
const answered = async (url: string): Promise<Readonly<{ ok: boolean; bytes: number }>> => {
  try {
    const answer = await fetch(url);
    return { ok: answer.ok, bytes: (await answer.arrayBuffer()).byteLength };
  } catch {
    return { ok: false, bytes: 0 };
  }
};

/** Most tries for the first answer to a question: the API refuses it while it is worked out. */
const FIRST_TRIES = 40;

/**
 * The seconds from asking for each resource for the first time, on every path of it, until there is an answer; one after
 * the other. Null: there was none.
 */
export const firstAnswers = async (
  url: string,
  asked: readonly Asked[],
): Promise<readonly Readonly<{ name: string; seconds: number | null }>[]> => {
  const first: Readonly<{ name: string; seconds: number | null }>[] = [];
  for (const { name, paths } of asked) {
    const began = performance.now();
    let isAnswered = true;
    for (const path of paths) {
      let ok = false;
      for (let n = 0; n < FIRST_TRIES && !ok; n += 1) ok = (await answered(`${url}${path}`)).ok;
      isAnswered &&= ok;
    }
    first.push({ name, seconds: isAnswered ? (performance.now() - began) / SECOND_MS / paths.length : null });
  }
  return first;
};

/**
 * Readers who ask for one resource after the other, each a second after the answer before, from another resource on.
 * Answers that were asked for before `warmUp` seconds are not kept.
 */
export const readAlong = async (
  url: string,
  asked: readonly Asked[],
  { readers, warmUp, seconds }: Readonly<{ readers: number; warmUp: number; seconds: number }>,
): Promise<readonly Answered[]> => {
  const kept = new Map(asked.map(({ name }): [string, Kept] => [name, { ms: [], failed: 0, kb: 0 }]));
  const began = performance.now();
  const elapsed = (): number => performance.now() - began;
  const ask = async ({ name, paths }: Asked, turn: number): Promise<void> => {
    const askedAt = elapsed();
    const { ok, bytes } = await answered(`${url}${paths[turn % paths.length] ?? ''}`);
    const of = kept.get(name);
    if (of === undefined || askedAt < warmUp * SECOND_MS) return;
    of.ms.push(elapsed() - askedAt);
    of.kb = bytes / 1_000;
    if (!ok) of.failed += 1;
  };
  const read = async (reader: number): Promise<void> => {
    // Spread over the first second, as people are.
    await sleep((reader * SECOND_MS) / readers);
    for (let turn = 0; elapsed() < (warmUp + seconds) * SECOND_MS; turn += 1) {
      const resource = asked[(reader * 7 + turn) % asked.length];
      if (resource !== undefined) await ask(resource, reader + turn);
      await sleep(SECOND_MS);
    }
  };
  await Promise.all(Array.from({ length: readers }, (_, reader) => read(reader)));
  return [...kept].map(([name, of]) => ({ name, ...of }));
};
