import type { ReplayStep } from '@app/processing';
import { count } from '../readable.ts';

/** The pace of the first seconds says little about the rest. */
const TIME_LEFT_AFTER_MS = 3_000;

const rate = (done: number, elapsedMs: number): string =>
  `${count(elapsedMs === 0 ? 0 : Math.round((done * 1000) / elapsedMs))}/s`;

/** By the pace so far. Empty in the first seconds and once all is done. */
const timeLeft = (elapsedMs: number, share: number): string => {
  if (elapsedMs < TIME_LEFT_AFTER_MS || !(share > 0 && share < 1)) return '';
  const ms = (elapsedMs * (1 - share)) / share;
  return `, ${ms < 90_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`} left`;
};

/** The text of the progress line of a replay or a restatement: `reading events: 12,000, 2,400/s, 40 %, 8 s left`; without a share, no time left. */
export const stepText = (step: ReplayStep): string => {
  const { elapsedMs } = step;
  switch (step.step) {
    case 'ingest': {
      const { events, shareRead: share } = step;
      const read = `reading events: ${count(events)}, ${rate(events, elapsedMs)}`;
      return share === null || share <= 0 ? read : `${read}, ${Math.floor(share * 100)} %${timeLeft(elapsedMs, share)}`;
    }
    case 'translate': {
      const { payloads, of } = step;
      return `translating payloads: ${count(payloads)} of ${count(of)}, ${rate(payloads, elapsedMs)}${timeLeft(elapsedMs, payloads / of)}`;
    }
    case 'fold': {
      const { contracts, of } = step;
      return `valuing contracts: ${count(contracts)} of ${count(of)}, ${rate(contracts, elapsedMs)}${timeLeft(elapsedMs, contracts / of)}`;
    }
    case 'take':
      return `taking snapshots: period ${step.periods} of ${step.of}${timeLeft(elapsedMs, step.periods / step.of)}`;
  }
};
