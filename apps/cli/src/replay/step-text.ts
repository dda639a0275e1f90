import type { ReplayStep } from '@app/processing';
import { count } from '../readable.ts';

const rate = (done: number, elapsedMs: number): string =>
  `${count(elapsedMs === 0 ? 0 : Math.round((done * 1000) / elapsedMs))}/s`;

const timeLeft = (elapsedMs: number, share: number): string => {
  const ms = (elapsedMs * (1 - share)) / share;
  return `${ms < 90_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`} left`;
};

/** The text of the progress line: `reading events: 12,000, 24,000/s, 40 %, 3 s left`; without a share, no time left. */
export const stepText = (step: ReplayStep): string => {
  switch (step.step) {
    case 'ingest': {
      const { events, shareRead: share, elapsedMs } = step;
      const read = `reading events: ${count(events)}, ${rate(events, elapsedMs)}`;
      return share === null || share <= 0
        ? read
        : `${read}, ${Math.floor(share * 100)} %, ${timeLeft(elapsedMs, share)}`;
    }
    case 'fold':
      return `valuing contracts: ${count(step.contracts)}, ${rate(step.contracts, step.elapsedMs)}`;
    case 'take':
      return `taking snapshots: period ${step.periods} of ${step.of}`;
  }
};
