import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { built } from '../e2e/support/built.ts';
import { databaseFrom, freshDatabase, type PostgresService, startPostgres } from '../services/postgres.ts';
import { blocksOf, faultOf, stepsOf, withContents } from './blocks.ts';
import { cut } from './output.ts';
import { type Ran, runPage } from './run-page.ts';
import { type SampleBook, sampleBookIn } from './sample-book.ts';

const root = join(import.meta.dirname, '../..');

/** Writes the outputs that the commands have now into the pages. */
const UPDATES = process.env.UPDATE_DOCS === '1';

/** A page with this comment starts with the sample book in its database. */
const STARTS_WITH_SAMPLE_BOOK = '<!-- commands: start with the sample book -->';

export const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');

const describeBlocks = (page: string): void => {
  it('marks every block as what it is', () => {
    const blocks = blocksOf(textOf(page));
    const faults = blocks.map((block, index) => [block.line, faultOf(block, blocks.slice(0, index))]);
    expect(faults.filter(([, fault]) => fault !== null)).toEqual([]);
  });
};

const describeCommands = (page: string, running: () => Promise<readonly Ran[]>): void => {
  const steps = stepsOf(blocksOf(textOf(page)));
  if (steps.length === 0) return;
  let ran: readonly Ran[] = [];

  const outputs = (): ReadonlyMap<number, string> =>
    new Map(
      steps.flatMap(({ outputs }, index) =>
        outputs.map(({ line, marks }) => [line, cut(ran[index]?.output ?? '', marks.lines)] as const),
      ),
    );

  beforeAll(async () => {
    ran = await running();
    if (UPDATES) writeFileSync(join(root, page), withContents(textOf(page), outputs()));
  });

  it.each(steps.map((step, index) => ({ line: step.command.line, step, index })))(
    'shows what the command in line $line does',
    ({ step: { command, outputs }, index }) => {
      const { code, output } = ran[index] ?? { code: null, output: '' };
      const { exit } = command.marks;
      expect({ code, output: code === exit ? '' : output }).toEqual({ code: exit, output: '' });
      if (UPDATES) return;
      for (const { content, marks } of outputs) expect(content).toBe(cut(output, marks.lines));
    },
  );
};

/** Runs the commands of each page in a folder and a database of its own. Gives the sample book that they start with. */
export const describePages = (pages: readonly string[]): (() => SampleBook) => {
  let service: PostgresService;
  let book: SampleBook;

  beforeAll(async () => {
    await built();
    service = await startPostgres();
    book = await sampleBookIn(service);
  });
  afterAll(async () => {
    await book.database.drop();
    await service.stop();
  });

  const running = async (page: string): Promise<readonly Ran[]> => {
    const template = new URL(book.database.url).pathname.slice(1);
    const startsWithBook = textOf(page).includes(STARTS_WITH_SAMPLE_BOOK);
    const database = await (startsWithBook ? databaseFrom(template, service) : freshDatabase(service));
    try {
      return await runPage(stepsOf(blocksOf(textOf(page))), database.url);
    } finally {
      await database.drop();
    }
  };

  describe.each(pages)('%s', (page) => {
    describeBlocks(page);
    describeCommands(page, () => running(page));
  });
  return () => book;
};
