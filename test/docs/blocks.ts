/** A fenced block of a page. */
export type Block = Readonly<{
  /** The line of its opening fence, from 1. */
  line: number;
  language: string;
  marks: Marks;
  content: string;
}>;

/** The words behind the language of a fence. Readers of the page do not see them. */
export type Marks = Readonly<{
  /** The output of the command above. */
  output: boolean;
  /** The lines of the output that the page shows, from 1 and inclusive; the others become `…`. Without it: all. */
  lines: readonly Range[] | null;
  /** The file that the block is written to, for the commands below it. */
  file: string | null;
  /** The exit code that the commands end with. */
  exit: number;
  /** Why the block is not run. */
  notRun: string | null;
}>;

export type Range = Readonly<{ from: number; to: number }>;

/** Indented ones, in lists, too. */
const FENCE = /^( *)```([^\n]*)\n(.*?)^\1```$/gms;

const outdented = (content: string, indent: string): string => content.replaceAll(new RegExp(`^${indent}`, 'gm'), '');

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

const rangeOf = (text: string): Range => {
  const [from = '', to = from] = text.split('-');
  return { from: Number(from), to: to === '' ? Infinity : Number(to) };
};

const valueOf = (marks: string, name: string): string | null =>
  new RegExp(`(?:^| )${name}=(\\S+)`).exec(marks)?.[1] ?? null;

const marksOf = (text: string): Marks => {
  const [before = '', notRun] = text.split('not-run:');
  return {
    output: before.split(' ').includes('output'),
    lines: valueOf(before, 'lines')?.split(',').map(rangeOf) ?? null,
    file: valueOf(before, 'file'),
    exit: Number(valueOf(before, 'exit') ?? 0),
    notRun: notRun?.trim() ?? null,
  };
};

/** The fenced blocks of a page, in their order. */
export const blocksOf = (page: string): readonly Block[] =>
  [...page.matchAll(FENCE)].map(({ index, 1: indent = '', 2: info = '', 3: content = '' }) => {
    const [language = '', ...marks] = info.split(' ');
    return {
      line: lineAt(page, index),
      language,
      marks: marksOf(marks.join(' ')),
      content: outdented(content, indent),
    };
  });

/** The page with other contents in some of its blocks, by the line of their fence. */
export const withContents = (page: string, contents: ReadonlyMap<number, string>): string =>
  page.replaceAll(FENCE, (block: string, indent: string, info: string, _content: string, index: number) => {
    const content = contents.get(lineAt(page, index));
    if (content === undefined) return block;
    return `${indent}\`\`\`${info}\n${content.replaceAll(/^(?=.)/gm, indent)}${indent}\`\`\``;
  });

/** A command or a file, and the parts of its output that the page shows below it. */
export type Step = Readonly<{ command: Block; outputs: readonly Block[] }>;

export const isCommand = ({ language }: Block): boolean => language === 'sh' || language === 'sql';

const isStep = (block: Block): boolean =>
  block.marks.file !== null || (isCommand(block) && block.marks.notRun === null);

/** The blocks that do something: commands that are run, and files that are written. */
export const stepsOf = (blocks: readonly Block[]): readonly Step[] =>
  blocks.flatMap((command, index) => {
    if (!isStep(command)) return [];
    const below = blocks.slice(index + 1);
    const end = below.findIndex((block) => !block.marks.output);
    return [{ command, outputs: end === -1 ? below : below.slice(0, end) }];
  });

const LANGUAGES = new Set(['sh', 'sql', 'json', 'csv', 'properties', 'text', 'diff', 'mermaid', 'yaml', 'ts']);
const COMMAND = /^\$? ?(npm|npx|node|acv|docker|helm|kubectl|psql|export) /m;

/** What keeps a block from being checked, where `above` are the blocks above it; null if nothing does. */
export const faultOf = (block: Block, above: readonly Block[]): string | null => {
  const { language, marks, content } = block;
  if (!LANGUAGES.has(language)) return `the language "${language}" is none of ${[...LANGUAGES].join(', ')}`;
  if (marks.notRun === '') return 'not-run: gives no reason';
  if (marks.output) {
    const command = above.findLast((other) => !other.marks.output);
    return command?.language === 'sh' && isStep(command) ? null : 'an output follows a command that is run';
  }
  if (!isCommand(block) && COMMAND.test(content)) return 'commands are marked as sh, so that they are run';
  return null;
};
