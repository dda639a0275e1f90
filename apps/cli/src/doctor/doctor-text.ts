import { countInWords, listInWords } from '@app/domain';
import {
  AREA_TITLES,
  AREAS,
  type Area,
  DIAGNOSES,
  type DoctorFinding,
  type Examination,
  SEVERITIES,
} from '@app/processing';
import { onOneLine, wrapped } from '../readable.ts';
import { TERMINAL_WIDTH } from '../table.ts';

const INDENT = '    ';

const within = (text: string): string =>
  wrapped(onOneLine(text), '  ', TERMINAL_WIDTH - INDENT.length).replaceAll(/^/gm, INDENT);

/** A command stays on its line, so that it can be copied. */
const findingText = ({ code, severity, what, command }: DoctorFinding): string =>
  [
    wrapped(`  ${severity.toUpperCase()}: ${DIAGNOSES[code].title} (${code})`, '  '),
    within(what),
    within(`→ ${DIAGNOSES[code].todo}`),
    ...(command === null ? [] : [`${INDENT}${onOneLine(command)}`]),
  ].join('\n');

const areaText = (area: Area, findings: readonly DoctorFinding[]): readonly string[] => {
  const own = findings.filter(({ code }) => DIAGNOSES[code].area === area);
  return own.length === 0 ? [] : [[AREA_TITLES[area], ...own.map(findingText)].join('\n\n')];
};

const summary = ({ findings, checks, skipped }: Examination): string => {
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((found) => found.severity === severity).length,
  })).filter(({ count }) => count > 0);
  const found =
    counts.length === 0
      ? 'nothing was found'
      : listInWords(counts.map(({ severity, count }) => countInWords(count, severity)));
  const notMade = skipped.length === 0 ? '' : `; ${countInWords(skipped.length, 'check')} could not be made`;
  return wrapped(`${countInWords(checks, 'check')}: ${found}${notMade}.`);
};

/** For people: the findings by area, each with what to do, what was not checked, and a summary in lines of 80 columns. */
export const doctorText = (examination: Examination): string => {
  const { findings, skipped } = examination;
  const notChecked = skipped.map(({ check, why }) => wrapped(onOneLine(`  ${check}: ${why}`), '  '));
  return [
    ...AREAS.flatMap((area) => areaText(area, findings)),
    ...(skipped.length === 0 ? [] : [['Not checked', ...notChecked].join('\n')]),
    summary(examination),
  ].join('\n\n');
};
