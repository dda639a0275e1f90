import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answers, Resource } from './answers.ts';
import { revision } from './live.ts';
import { problemOf } from './problem.ts';
import { pathOf, type Query, readPath } from './read.ts';
import type { Asked } from './use-answer.ts';

/** Resources whose answer is a page of a list. */
type ListResource = {
  [R in Resource]: Answers[R] extends { data: readonly unknown[]; next_cursor: string | null } ? R : never;
}[Resource];
type Row<R extends ListResource> = Answers[R]['data'][number];

export type Pages<T> = Readonly<{
  asked: Asked<readonly T[]>;
  /** Reads the next page behind the rows that are there; null if there is none. */
  more: (() => void) | null;
}>;

type Read<T> = Readonly<{ path: string; rows: readonly T[]; cursor: string | null; at: Date }>;

/** Reads a list page by page. Another query, or a change of the books, begins again with the first page. */
export const usePages = <R extends ListResource>(resource: R, query: Query | null, id?: string): Pages<Row<R>> => {
  const [read, setRead] = useState<Read<Row<R>> | null>(null);
  const [state, setState] = useState<Pick<Asked<never>, 'isLoading' | 'problem'>>({ isLoading: true, problem: null });
  const [cursor, setCursor] = useState<string | null>(null);
  const path = query === null ? null : pathOf(resource, query, id);
  const books = revision.value;
  const answered = useRef<string | null>(null);
  useEffect(() => setCursor(null), [path, books]);
  useEffect(() => {
    if (query === null || path === null) return undefined;
    const abort = new AbortController();
    const page = pathOf(resource, { ...query, cursor: cursor ?? undefined }, id);
    if (answered.current !== page) setState((last) => ({ ...last, isLoading: true }));
    readPath<R>(page, abort.signal).then(
      ({ value: { data, next_cursor: next } }) => {
        answered.current = page;
        setRead((last) => ({
          path,
          rows: cursor !== null && last?.path === path ? [...last.rows, ...data] : data,
          cursor: next,
          at: new Date(),
        }));
        setState({ isLoading: false, problem: null });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ isLoading: false, problem: problemOf(error) });
      },
    );
    return () => abort.abort();
  }, [path, cursor, books]);
  const next = read?.cursor ?? null;
  return {
    asked: { value: read?.rows ?? null, readAt: read?.at ?? null, ...state },
    more: next === null || state.isLoading ? null : () => setCursor(next),
  };
};
