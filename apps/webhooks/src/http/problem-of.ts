import { bugProblem, type ProblemOf, requestProblem } from '@app/host/service';

/** The answer to a webhook that failed. */
export const problemOf: ProblemOf = (error) => requestProblem(error) ?? bugProblem();
