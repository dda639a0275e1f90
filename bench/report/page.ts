import { goalRows } from './goals.ts';
import type { Results, SuiteResult } from './results.ts';
import { markdownTable } from './text-table.ts';

const HEAD = `# Benchmarks

Measured by \`npm run bench\`, which builds and starts everything itself: a broker, a Postgres with its durability on, the services as Docker Compose starts them, and the peers of [\`bench/peers\`](../bench/peers). It writes this page. Figures are medians; ± is half of the distance between the largest and the smallest run. The peers do a small job (each event once, one multiplication, one row per contract); acv-stream does the whole job. How it got there: [performance](performance.md).

\`\`\`
npm run bench                               # all suites, about 80 minutes
npm run bench -- --only ingest --only replay
npm run bench -- --only api --keep FOLDER   # keeps the large book in FOLDER, and finds it there the next time
npm run bench -- --full                     # the sizes of the goals where the usual ones are smaller
npm run bench -- --quick --json quick.json  # small numbers, to see that it works; does not change this page
\`\`\`

You need npm, Java 17 and Maven on Linux (processor time and memory are read from \`/proc\`). All figures behind this page are in [benchmarks.json](benchmarks.json).
`;

const machineText = ({ machine, at, size }: SuiteResult): string =>
  `${machine.cores} cores (${machine.processor}), ${machine.memoryGb} GB, ${machine.system}; Node ${machine.node}; ` +
  `${machine.java}; Postgres ${machine.postgres}; Kafka ${machine.kafka}. Revision ${machine.revision}, ${at.slice(0, 10)}` +
  `${size === 'usual' ? '' : `, sizes: ${size}`}.`;

const suiteText = ([name, suite]: readonly [string, SuiteResult]): string =>
  [
    `## ${name[0]?.toUpperCase()}${name.slice(1)}`,
    `${machineText(suite)} ${Math.round(suite.seconds)} s.`,
    ...suite.tables.map(({ title, rows }) => `${title}\n\n${markdownTable(rows)}`),
    ...suite.notes,
  ].join('\n\n');

/** The text of docs/benchmarks.md, from all stored results. */
export const benchmarksPage = ({ ratios, suites }: Results): string =>
  [HEAD, '## Goals', markdownTable(goalRows(ratios)), ...Object.entries(suites).map(suiteText)]
    .join('\n\n')
    .concat('\n');
