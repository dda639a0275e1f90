import { useMemo } from 'preact/hooks';
import { address } from '../address/navigation.ts';
import { type Book, BookContext, formatsOf, indexOfPeriod } from '../book/book.ts';
import { useAnswer } from '../data/use-answer.ts';
import { Keys } from './keys.tsx';
import { LiveNote } from './live-note.tsx';
import { NavigationBar } from './navigation-bar.tsx';
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

const useWholeBook = () => {
  const { grain, period, dimension = 'all', segment } = address.value;
  const periods = useAnswer('periods', { grain, limit: ALL_PERIODS });
  const currency = useAnswer('series', { figures: 'acv', grain, dimension: 'all' });
  const [listed, code] = [periods.value?.data, currency.value?.reporting_currency];
  const book = useMemo((): Book | null => {
    if (!listed || code === undefined) return null;
    const index = indexOfPeriod(listed, period);
    const shown = listed[index];
    if (shown === undefined) return null;
    return {
      periods: listed,
      period: shown,
      index,
      dimension: segment === undefined ? 'all' : dimension,
      segment: segment ?? 'all',
      currency: code,
      formats: formatsOf(code),
    };
  }, [listed, code, period, dimension, segment]);
  return { book, isEmpty: listed?.length === 0, problem: periods.problem ?? currency.problem };
};

const Masthead = ({ book }: { book: Book | null }) => {
  const { view, grain, dimension = 'all', segment = '' } = address.value;
  return (
    <header>
      <NavigationBar view={view} />
      <div class="controls">
        <GrainPicker grain={grain} />
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
  const { book, isEmpty, problem } = useWholeBook();
  if (problem?.status === 401) return <SignIn />;
  return (
    <BookContext.Provider value={book}>
      <a class="skip" href="#view">
        To the figures
      </a>
      <Masthead book={book} />
      <main id="view" tabIndex={-1}>
        {problem !== null && <ProblemNote problem={problem} />}
        {isEmpty && <EmptyBook />}
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
