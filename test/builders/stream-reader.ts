import { expect } from '@jest/globals';

export type StreamEvent = Readonly<{ type: string; id: string | null; data: string }>;

const fieldIn = (text: string, name: string): string | null =>
  new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? null;

/** A reader of the API's stream that keeps every event but those about the health of the data. */
export const follow = async (api: Readonly<{ url: string }>, lastId?: string) => {
  const ending = new AbortController();
  const answer = await fetch(`${api.url}/api/v1/stream`, {
    signal: ending.signal,
    headers: lastId === undefined ? {} : { 'last-event-id': lastId },
  });
  const events: StreamEvent[] = [];
  const reading = (async () => {
    let text = '';
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const parts = (text + chunk).split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const type = fieldIn(part, 'event');
        if (type === null || type === 'data') continue;
        events.push({ type, id: fieldIn(part, 'id'), data: fieldIn(part, 'data') ?? '' });
      }
    }
  })().catch(() => undefined);
  return {
    answer,
    events,
    /** Resolves when the connection has ended, whoever ended it. */
    ended: reading,
    /** Waits until there are n events. */
    until: async (count: number): Promise<void> => {
      for (let waits = 0; events.length < count && waits < 200; waits += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(events.length).toBeGreaterThanOrEqual(count);
    },
    end: async (): Promise<void> => {
      ending.abort();
      await reading;
    },
  };
};

/** The ids of the revisions that these events are of. */
export const revisionsIn = (events: readonly StreamEvent[]): readonly string[] =>
  events.map(({ id }) => Buffer.from(id?.split('.')[1] ?? '', 'base64url').toString());
