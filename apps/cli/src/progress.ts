/** Tells on standard error how far a long piece of work is; in place on a terminal, a line now and then elsewhere. */
export type Progress = Readonly<{ show: (text: string) => void; done: (text: string) => void }>;

const INTERVAL_MS = { terminal: 100, other: 2000 } as const;

export const progressOn = (stream: NodeJS.WriteStream): Progress => {
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
  };
};

const seconds = (ms: number): string => (ms < 90_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`);

/** `12,000 events, 24,000/s, 40 %, 3 s left`; without a total only what is known. */
export const rateAndTimeLeft = (count: number, elapsedMs: number, share: number | null): string => {
  const rate = elapsedMs === 0 ? 0 : Math.round((count * 1000) / elapsedMs);
  const head = `${count.toLocaleString('en-US')} events, ${rate.toLocaleString('en-US')}/s`;
  if (share === null || share <= 0) return head;
  return `${head}, ${Math.floor(share * 100)} %, ${seconds((elapsedMs * (1 - share)) / share)} left`;
};
