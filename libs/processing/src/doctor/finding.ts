import { DIAGNOSES, type DiagnosisCode } from './diagnoses.ts';
import { AREAS, SEVERITIES, type Severity } from './diagnosis.ts';

/** What is wrong with an object: a topic, a table, a contract, a session; null if it is the whole. */
export type DoctorFinding = Readonly<{
  code: DiagnosisCode;
  severity: Severity;
  object: string | null;
  what: string;
  /** A command or a statement that mends it; null if there is none. */
  command: string | null;
}>;

type Details = Readonly<{
  object?: string;
  what: string;
  /** By default that of the diagnosis. */
  command?: string;
  severity?: Severity;
}>;

/** A finding with the severity and the command of its diagnosis, unless the details say otherwise. */
export const finding = (code: DiagnosisCode, { object, what, command, severity }: Details): DoctorFinding => ({
  code,
  severity: severity ?? DIAGNOSES[code].severity,
  object: object ?? null,
  what,
  command: command ?? DIAGNOSES[code].command,
});

/** The worst severity of these; null if there are none. */
export const worstOf = (findings: readonly DoctorFinding[]): Severity | null =>
  SEVERITIES.find((severity) => findings.some((found) => found.severity === severity)) ?? null;

const rank = ({ code, severity }: DoctorFinding): number =>
  AREAS.indexOf(DIAGNOSES[code].area) * SEVERITIES.length + SEVERITIES.indexOf(severity);

/** By area, and in an area the worst first. */
export const findingsInOrder = (findings: readonly DoctorFinding[]): readonly DoctorFinding[] =>
  findings.toSorted((a, b) => rank(a) - rank(b));

/** The number of objects that a finding names if it is about many. */
const NAMED = 5;

/** Some of these names, and how many more there are. */
export const namesOf = (names: readonly string[]): string =>
  names.length <= NAMED ? names.join(', ') : `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;
