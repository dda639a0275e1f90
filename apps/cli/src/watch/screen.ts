/** Where a text is shown that is replaced again and again. */
export type Screen = Readonly<{
  show: (text: string) => void;
  close: () => void;
}>;

const HOME = '\u001b[H';
const CLEAR = '\u001b[2J';
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';

/**
 * A terminal is redrawn in place, line over line, so it does not flicker. Elsewhere each text is written below the one
 * before.
 */
export const screenOn = (stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>): Screen => {
  if (!stream.isTTY) return { show: (text) => void stream.write(`${text}\n`), close: () => undefined };
  stream.write(`${HIDE_CURSOR}${CLEAR}`);
  return {
    show: (text) => void stream.write(`${HOME}${text.replaceAll('\n', `${CLEAR_LINE}\n`)}${CLEAR_LINE}${CLEAR_BELOW}`),
    close: () => void stream.write(`\n${SHOW_CURSOR}`),
  };
};
