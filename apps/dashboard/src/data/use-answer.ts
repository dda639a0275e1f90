import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answers, Resource } from './answers.ts';
import { health, revision } from './live.ts';
import { type Problem, problemOf } from './problem.ts';
import { pathOf, type Query, readPath } from './read.ts';

/** The last answer and when it came. It stays while another one is loaded or if that fails. */
export type Asked<T> = Readonly<{ value: T | null; readAt: Date | null; isLoading: boolean; problem: Problem | null }>;

/** An answer that is old is asked for again after this time. No change of the books says when a fresh one is there. */
const AGAIN_MS = 5_000;

const NOTHING_YET = { value: null, readAt: null, isLoading: true, problem: null } as const;

/**
 * Reads a resource, again whenever the query or the books change. What is no longer wanted is aborted. A query of null
 * waits: it depends on an answer that is not there yet.
 */
export const useAnswer = <R extends Resource>(resource: R, query: Query | null, id?: string): Asked<Answers[R]> => {
  const [asked, setAsked] = useState<Asked<Answers[R]>>(NOTHING_YET);
  const path = query === null ? null : pathOf(resource, query, id);
  const books = revision.value + (resource === 'data' ? health.value : 0);
  const [again, setAgain] = useState(0);
  const answered = useRef<string | null>(null);
  useEffect(() => {
    if (path === null) return undefined;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Where only the books changed, the figures are not greyed, so that a live update changes what changed alone.
    if (answered.current !== path) setAsked((last) => ({ ...last, isLoading: true }));
    readPath<R>(path, abort.signal).then(
      ({ value, isOld }) => {
        answered.current = path;
        setAsked({ value, readAt: new Date(), isLoading: false, problem: null });
        if (isOld && !abort.signal.aborted) timer = setTimeout(() => setAgain((times) => times + 1), AGAIN_MS);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setAsked((last) => ({ ...last, isLoading: false, problem: problemOf(error) }));
      },
    );
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [path, books, again]);
  return asked;
};
