import { AREA_TITLES, AREAS, DIAGNOSES, type Diagnosis } from '@app/processing';

const row = ([code, { severity, title, todo }]: readonly [string, Diagnosis]): string =>
  `| \`${code}\` | ${severity} | ${title} | ${todo} |`;

/** Every finding of `acv doctor`, a table for each area. */
export const findingsByArea = (): string =>
  AREAS.map((area) => {
    const own = Object.entries<Diagnosis>(DIAGNOSES).filter(([, diagnosis]) => diagnosis.area === area);
    return [
      `## ${AREA_TITLES[area]}`,
      '',
      '| code | severity | what is wrong | what to do |',
      '|---|---|---|---|',
      ...own.map(row),
    ].join('\n');
  }).join('\n\n');
