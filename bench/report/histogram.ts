import { quantile } from '../measure/statistics.ts';
import { figure } from './figures.ts';

const EDGES_S = [0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20, 60, Infinity] as const;
const WIDTH = 50;

const bar = (share: number): string => '#'.repeat(Math.max(share > 0 ? 1 : 0, Math.round(share * WIDTH)));

/** The number of seconds below each edge and not below the one before. Empty ends are left out. */
export const histogram = (seconds: readonly number[]): string => {
  const counts = EDGES_S.map((edge, at) => seconds.filter((s) => s < edge && s >= (EDGES_S[at - 1] ?? 0)).length);
  const most = Math.max(...counts);
  const last = counts.findLastIndex((count) => count > 0);
  return EDGES_S.slice(0, last + 1)
    .map((edge, at) => {
      const count = counts[at] ?? 0;
      return `< ${String(edge).padStart(8)} s  ${String(count).padStart(6)}  ${bar(count / most)}`.trimEnd();
    })
    .join('\n');
};

export const quantilesText = (seconds: readonly number[]): string =>
  [0.5, 0.9, 0.99, 1].map((p) => `${p === 1 ? 'max' : `p${p * 100}`} ${figure(quantile(seconds, p))} s`).join(', ');
