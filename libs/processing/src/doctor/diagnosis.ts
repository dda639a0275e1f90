/** The areas that a doctor looks at, in the order of a report. */
export const AREAS = ['kafka', 'postgres', 'books', 'policy', 'rates', 'clock'] as const;
export type Area = (typeof AREAS)[number];

/** The headings of the areas. */
export const AREA_TITLES: Readonly<Record<Area, string>> = {
  kafka: 'Kafka',
  postgres: 'Postgres',
  books: 'Books',
  policy: 'Policy',
  rates: 'Exchange rates',
  clock: 'Clocks',
};

/** From the worst to the least. A note asks for nothing now. */
export const SEVERITIES = ['error', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A kind of finding. */
export type Diagnosis = Readonly<{
  area: Area;
  /** The usual one. A finding may be less or more severe. */
  severity: Severity;
  /** What is wrong, as a heading. */
  title: string;
  todo: string;
  /** A command or a statement that mends it as it stands; null if it depends on the finding, or if there is none. */
  command: string | null;
}>;
