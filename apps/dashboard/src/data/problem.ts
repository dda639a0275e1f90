/** Why there is no answer. `status` 0 stands for a server that can't be reached. */
export type Problem = Readonly<{ status: number; title: string; detail: string }>;

export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null;

const textOf = (json: unknown, name: string, instead: string): string => {
  const value = isObject(json) ? json[name] : undefined;
  return typeof value === 'string' ? value : instead;
};

/** The problem that an answer states as `application/problem+json`, or its status alone. */
export const statedProblem = (status: number, json: unknown): Problem => ({
  status,
  title: textOf(json, 'title', `The server answered ${status}`),
  detail: textOf(json, 'detail', ''),
});

export const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError
    ? error.problem
    : { status: 0, title: 'The server does not answer', detail: error instanceof Error ? `${error.message}.` : '' };
