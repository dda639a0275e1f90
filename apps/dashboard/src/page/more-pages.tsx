import type { Pages } from '../data/use-pages.ts';

/** Goes on with a list, and says how much of it is shown. */
export const MorePages = <T,>({ pages: { asked, more } }: { pages: Pages<T> }) =>
  more === null ? null : (
    <p>
      <span class="quiet">{asked.value?.length ?? 0} shown. </span>
      <button type="button" onClick={more}>
        Show more
      </button>
    </p>
  );
