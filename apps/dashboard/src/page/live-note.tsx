import { momentText } from '@app/wording';
import { silent } from '../data/live.ts';

/** Says since when the shown figures may be out of date. */
export const LiveNote = () => {
  const { since, hasOpened } = silent.value ?? { since: null, hasOpened: false };
  return (
    <p class="live-note" role="status">
      {since !== null &&
        (hasOpened
          ? `No live data since ${momentText(since)}. The page keeps trying.`
          : `No live data yet: the figures are those of ${momentText(since)}, when the page was opened. It keeps trying.`)}
    </p>
  );
};
