import { momentText } from '@app/wording';
import { silentSince } from '../data/live.ts';

/** Says since when the shown figures may be out of date. */
export const LiveNote = () => (
  <p class="live-note" role="status">
    {silentSince.value !== null && `No live data since ${momentText(silentSince.value)}. The page keeps trying.`}
  </p>
);
