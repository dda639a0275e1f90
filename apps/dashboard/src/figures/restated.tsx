import type { Series } from '@app/wire/answers';

/** The places of the periods that were restated after they were closed. */
export const restatedIn = ({ segments }: Series): readonly number[] =>
  [...(segments[0]?.status ?? []).entries()].filter(([, status]) => status === 'restated').map(([index]) => index);

/** Says what the rings of a chart mean, if it has any. */
export const RestatedNote = ({ restated }: { restated: readonly number[] }) =>
  restated.length === 0 ? null : <p class="quiet">○ A ringed period was restated after it was closed.</p>;
