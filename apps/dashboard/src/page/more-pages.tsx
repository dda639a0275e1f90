import type { Pages } from '../data/use-pages.ts';

/** Goes on with a list, and says how much of it is shown: `count` rows, if not all that were read. */
export const MorePages = <T,>({ pages: { asked, more }, count }: { pages: Pages<T>; count?: number }) =>
  more === null ? null : (
    <p>
      <span class="quiet">{count ?? asked.value?.length ?? 0} shown. </span>
      <button type="button" onClick={more}>
        Show more
      </button>
    </p>
  );
