import type { Area } from './diagnosis.ts';
import { type DoctorFinding, findingsInOrder } from './finding.ts';

/** A question that one part of a doctor's visit answers. It reads, and changes nothing. */
export type DoctorCheck = Readonly<{
  area: Area;
  /** What is looked at, as words that follow "checking". */
  name: string;
  find: () => Promise<readonly DoctorFinding[]>;
}>;

/** A check that was not made, and why. */
export type SkippedCheck = Readonly<{ area: Area; check: string; why: string }>;

export type Examination = Readonly<{
  findings: readonly DoctorFinding[];
  /** The number of checks that were made. */
  checks: number;
  skipped: readonly SkippedCheck[];
}>;

/** A check cannot be made, for a reason that is no failure: something is not given, not granted or not there. */
export class CannotCheckError extends Error {
  override readonly name = 'CannotCheckError';
}

export type ExaminationListener = Readonly<{
  onCheck: (name: string) => void;
  /** Why a check that failed cannot be made; null if the error is a bug, which is thrown. */
  whySkipped: (error: unknown) => string | null;
}>;

/** Makes the checks one after the other. One that fails is skipped, and the others go on. */
export const examine = async (
  checks: readonly DoctorCheck[],
  { onCheck, whySkipped }: ExaminationListener,
): Promise<Examination> => {
  const findings: DoctorFinding[] = [];
  const skipped: SkippedCheck[] = [];
  for (const { area, name, find } of checks) {
    onCheck(name);
    try {
      findings.push(...(await find()));
    } catch (error) {
      const why = error instanceof CannotCheckError ? error.message : whySkipped(error);
      if (why === null) throw error;
      skipped.push({ area, check: name, why });
    }
  }
  return { findings: findingsInOrder(findings), checks: checks.length - skipped.length, skipped };
};
