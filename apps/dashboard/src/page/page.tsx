import { useEffect, useMemo } from 'preact/hooks';
import { type Grain, GRAINS } from '../address/address.ts';
import { address } from '../address/navigation.ts';
import { type Book, BookContext, formatsOf, indexOfPeriod } from '../book/book.ts';
import { useAnswer } from '../data/use-answer.ts';
import { Keys } from './keys.tsx';
import { LiveNote } from './live-note.tsx';
import { NavigationBar, titleOf } from './navigation-bar.tsx';
import { GrainPicker, PeriodPicker } from './period-picker.tsx';
import { SegmentPicker } from './segment-picker.tsx';
import { ProblemNote } from './shown.tsx';
import { SignIn } from './sign-in.tsx';
import { ThemeSwitch } from './theme.tsx';
import { ViewBoundary } from './view-boundary.tsx';
import { ViewLoader } from './view-loader.tsx';

/** A book has far fewer periods than this. */
const ALL_PERIODS = 1000;

const EmptyBook = () => (
  <section>
    <h1>There are no figures yet</h1>
    <p>
      The store holds no snapshot. Load events with <code>acv replay</code>, <code>acv import</code> or a running
      processor, and they appear here by themselves.
    </p>
  </section>
);

/** The book at the address, and the grains that there are. A store need not have every grain. */
const useWholeBook = () => {
  const { grain: wanted, period, dimension = 'all', segment } = address.value;
  const reported = useAnswer('periods', { limit: ALL_PERIODS });
  const all = reported.value?.data;
  const grains = GRAINS.filter((one) => all?.some(({ grain }) => grain === one));
  const grain = grains.includes(wanted) ? wanted : grains[0];
  // Any snapshot of the book has its currency, so that is asked for beside the periods and not after them.
  const any = useAnswer('snapshots', { dimension: 'all', fields: 'acv', limit: 1 });
  const currency = any.value?.data[0]?.reporting_currency;
  const book = useMemo((): Book | null => {
    const periods = all?.filter((one) => one.grain === grain) ?? [];
    const index = indexOfPeriod(periods, period);
    const shown = periods[index];
    if (shown === undefined || currency === undefined) return null;
    return {
      periods,
      period: shown,
      index,
      dimension: segment === undefined ? 'all' : dimension,
      segment: segment ?? 'all',
      currency,
      formats: formatsOf(currency),
    };
  }, [all, grain, currency, period, dimension, segment]);
  const isLoading = reported.isLoading || any.isLoading;
  return { book, grains, isEmpty: all?.length === 0, isLoading, problem: reported.problem ?? any.problem };
};

const Masthead = ({ book, grains }: { book: Book | null; grains: readonly Grain[] }) => {
  const { view, dimension = 'all', segment = '' } = address.value;
  return (
    <header>
      <NavigationBar view={view} />
      <div class="controls">
        {book && <GrainPicker grain={book.period.grain} grains={grains} />}
        {book && <PeriodPicker book={book} />}
        <SegmentPicker dimension={dimension} segment={segment} />
        <ThemeSwitch />
      </div>
      <LiveNote />
    </header>
  );
};

/** The page: how to get about above, the view of the address below. */
export const Page = () => {
  const { view } = address.value;
  const { book, grains, isEmpty, isLoading, problem } = useWholeBook();
  useEffect(() => {
    document.title = `${titleOf(view)} · Annual contract value`;
  }, [view]);
  if (problem?.status === 401) return <SignIn />;
  return (
    <BookContext.Provider value={book}>
      <a class="skip" href="#view">
        To the figures
      </a>
      <Masthead book={book} grains={grains} />
      <main id="view" tabIndex={-1}>
        {problem !== null && <ProblemNote problem={problem} />}
        {isEmpty && <EmptyBook />}
        {book === null && !isEmpty && isLoading && <p class="quiet">Reading the periods…</p>}
        {book !== null && (
          <ViewBoundary key={view}>
            <ViewLoader view={view} />
          </ViewBoundary>
        )}
      </main>
      <Keys book={book} />
    </BookContext.Provider>
  );
};
