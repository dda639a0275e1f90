import { DIAGNOSES, type Examination, SEVERITIES, worstOf } from '@app/processing';

/** For programs: the findings, worst first in each area, and the checks that were not made. */
export const doctorDocument = ({ findings, checks, skipped }: Examination): string =>
  JSON.stringify({
    worst: worstOf(findings),
    counts: Object.fromEntries(
      SEVERITIES.map((severity) => [severity, findings.filter((found) => found.severity === severity).length]),
    ),
    checks,
    findings: findings.map(({ code, severity, object, what, command }) => ({
      code,
      area: DIAGNOSES[code].area,
      severity,
      what,
      object,
      todo: DIAGNOSES[code].todo,
      command,
    })),
    skipped,
  });
