import { type Database, type PartitionCatchingUp, partitionsCatchingUp } from '@app/persistence';
import type { ServiceContext } from './service-context.ts';

/** The partitions that a note names. There can be hundreds of them. */
const NAMED = 3;

const stateOf = ({ topic, partition, next, end }: PartitionCatchingUp): string =>
  `${topic}[${partition}] ${next === null ? 'has not been read yet' : `is at offset ${next}`}, of ${end}`;

/** One sentence that names the partitions and how far they are. */
export const catchUpNote = (partitions: readonly PartitionCatchingUp[]): string => {
  const more = partitions.length - NAMED;
  const named = partitions.slice(0, NAMED).map(stateOf).join('; ');
  return `${named}${more > 0 ? `; and ${more} more` : ''}. Closed periods wait until then, and in a new store all periods.`;
};

/** Shows while the store catches up: in the metrics, in the notes of readiness, and in the log when it begins and ends. */
export class CatchUpWatch {
  #isCatchingUp = false;

  constructor(
    private readonly database: Database,
    private readonly context: Pick<ServiceContext, 'logger' | 'metrics' | 'readiness'>,
    /** Called each time the store has caught up. */
    private readonly onCaughtUp: () => Promise<void> = () => Promise.resolve(),
  ) {}

  async look(): Promise<void> {
    const { logger, metrics, readiness } = this.context;
    const partitions = await partitionsCatchingUp(this.database);
    const isCatchingUp = partitions.length > 0;
    metrics.catchingUpPartitions.set(partitions.length);
    readiness.note('catching_up', isCatchingUp ? catchUpNote(partitions) : null);
    if (isCatchingUp && !this.#isCatchingUp) logger.info(`the store catches up: ${catchUpNote(partitions)}`);
    const hasCaughtUp = !isCatchingUp && this.#isCatchingUp;
    this.#isCatchingUp = isCatchingUp;
    if (!hasCaughtUp) return;
    logger.info('the store has caught up');
    await this.onCaughtUp();
  }
}
