import { setTimeout as sleep } from 'node:timers/promises';
import { type App, readinessOf } from '../../e2e/support/app.ts';

const EVERY_MS = 50;

/** How fast a service answered when it was asked for its readiness, and why it was down, if it was. */
export type Answers = Readonly<{ count: number; longestMs: number; down: readonly string[] }>;

/** Asks the service for its readiness every 50 ms, each time after the answer before, until the work is done. */
export const answersDuring = async (app: App, work: () => Promise<void>): Promise<Answers> => {
  let [count, longestMs, isDone] = [0, 0, false];
  const down = new Set<string>();
  const asking = async (): Promise<void> => {
    while (!isDone) {
      const asked = performance.now();
      const { body } = await readinessOf(app);
      longestMs = Math.max(longestMs, performance.now() - asked);
      for (const [name, { status, reason }] of Object.entries(body.checks)) {
        if (status !== 'up') down.add(`${name}: ${reason}`);
      }
      count += 1;
      await sleep(EVERY_MS);
    }
  };
  const asked = asking();
  try {
    await work();
  } finally {
    isDone = true;
    await asked;
  }
  return { count, longestMs, down: [...down] };
};
