import { momentText } from '@app/wording';
import type { ComponentChildren } from 'preact';
import { refresh } from '../data/live.ts';
import type { Asked } from '../data/use-answer.ts';
import type { Problem } from '../data/problem.ts';

const adviceFor = ({ status }: Problem): string => {
  if (status === 0) return 'Check that the service runs and that you are online.';
  if (status === 400) return 'The address of this page names something that does not exist. Choose it again above.';
  if (status === 401) return 'Load the page again to sign in.';
  if (status === 404) return 'It may belong to another period. Choose another one above.';
  if (status === 429) return 'Wait a minute, and try again.';
  if (status === 503) return 'The database is busy. Try again in a moment.';
  return 'If it stays, look into the log of the service.';
};

/** Why there is no answer and what to do; and of when the figures are that are shown instead, if there are any. */
export const ProblemNote = ({ problem, readAt = null }: { problem: Problem; readAt?: Date | null }) => (
  <div class="note problem" role="alert">
    <p>
      <b>{problem.title}.</b> {problem.detail} {adviceFor(problem)}
      {readAt !== null && ` The figures below are those of ${momentText(readAt)}.`}
    </p>
    <button type="button" onClick={refresh}>
      Try again
    </button>
  </div>
);

type ShownProps<T> = Readonly<{
  asked: Asked<T>;
  /** Said where there is nothing to show yet. Left out for a second part of one answer, whose problem is said once. */
  waiting?: string;
  children: (value: T) => ComponentChildren;
}>;

/** An answer, greyed while a newer one is loaded and if that failed; the problem above it if there is one. */
export const Shown = <T,>({ asked: { value, readAt, isLoading, problem }, waiting, children }: ShownProps<T>) => (
  <div class={isLoading || problem !== null ? 'shown old' : 'shown'} aria-busy={isLoading}>
    {problem !== null && waiting !== undefined && <ProblemNote problem={problem} readAt={readAt} />}
    {value !== null ? children(value) : problem === null && waiting && <p class="quiet">{waiting}</p>}
  </div>
);
