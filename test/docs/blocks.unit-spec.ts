import { describe, expect, it } from '@jest/globals';
import { blocksOf, faultOf, stepsOf, withContents } from './blocks.ts';
import { cut, settled } from './output.ts';

const page = (...blocks: readonly string[]): string => `# Page\n\n${blocks.join('\n\n')}\n`;
const fence = (info: string, content: string): string => `\`\`\`${info}\n${content}\n\`\`\``;
const onlyFault = (text: string): string | null => {
  const blocks = blocksOf(text);
  return blocks.map((block, index) => faultOf(block, blocks.slice(0, index))).find((fault) => fault !== null) ?? null;
};

describe('The blocks of a page', () => {
  it('are run unless they are marked with a reason', () => {
    const text = page(fence('sh', 'acv demo'), fence('sh not-run: needs Docker', 'docker compose up'));
    expect(stepsOf(blocksOf(text)).map(({ command }) => command.content)).toEqual(['acv demo\n']);
    expect(onlyFault(text)).toBeNull();
  });

  it('fail without a reason', () => {
    expect(onlyFault(page(fence('sh not-run:', 'docker compose up')))).toContain('no reason');
  });

  it('fail where a command is not marked as one', () => {
    expect(onlyFault(page(fence('text', 'npm run demo')))).toContain('marked as sh');
    expect(onlyFault(page(fence('', 'npm run demo')))).toContain('language');
  });

  it('fail where an output follows no command', () => {
    expect(onlyFault(page(fence('text output', '42')))).toContain('follows a command');
  });

  it('take other contents and keep their marks', () => {
    const text = page(fence('sh', 'acv demo'), fence('text output lines=1', 'old'));
    const line = blocksOf(text)[1]?.line ?? 0;
    expect(withContents(text, new Map([[line, 'new\n']]))).toBe(text.replace('old', 'new'));
  });
});

describe('An output', () => {
  it('is cut to the lines that the page shows', () => {
    const [, output] = blocksOf(page(fence('sh', 'acv demo'), fence('text output lines=2-3,5-', '')));
    expect(cut('1\n2\n3\n4\n5\n6\n', output?.marks.lines ?? null)).toBe('2\n3\n…\n5\n6\n');
    expect(cut('1\n2\n3\n4\n5\n6\n', [{ from: 1, to: 1 }])).toBe('1\n…\n');
  });

  it('has fixed times and durations', () => {
    const output =
      'reading events: 719, 100 %\ntaking snapshots: period 5 of 34\nemitted 2031-11-29 11:22:08 UTC\nDone in 4.5 s.\n';
    expect(settled(output)).toBe('emitted 2026-01-05 09:30:00 UTC\nDone in 11.0 s.\n');
  });
});
