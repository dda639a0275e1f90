/**
 * A line on standard error that shows how far a long command is: redrawn on a terminal, repeated now and then
 * elsewhere.
 */
export type ProgressLine = Readonly<{
  /** Replaces the line, at most once per interval. */
  show: (text: string) => void;
  /** Writes a text that stays. */
  done: (text: string) => void;
}>;

/** A line that a report on standard output follows. */
type ClearableLine = ProgressLine & Readonly<{ /** Removes the line from a terminal. */ clear: () => void }>;

const INTERVAL_MS = { terminal: 100, other: 2000 } as const;

export const progressLineOn = (stream: NodeJS.WriteStream): ClearableLine => {
  const isTerminal = stream.isTTY === true;
  const interval = isTerminal ? INTERVAL_MS.terminal : INTERVAL_MS.other;
  let last = Date.now();
  const write = (text: string): void => {
    stream.write(isTerminal ? `\r\u001b[2K${text}` : `${text}\n`);
  };
  return {
    show: (text) => {
      const now = Date.now();
      if (now - last < interval) return;
      last = now;
      write(text);
    },
    done: (text) => {
      write(text);
      if (isTerminal) stream.write('\n');
    },
    clear: () => {
      if (isTerminal) write('');
    },
  };
};
