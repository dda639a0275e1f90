import type { ConsumerStatus } from '@app/messaging';
import { PartitionHealth } from '../ingest/partition-health.ts';
import { isForbidden } from './is-forbidden.ts';

/** Whether the consumer of rates makes progress. It counts as ready before it has joined and if it is forbidden. */
export class RatesHealth {
  readonly #partitions: PartitionHealth;
  #wasMember = false;

  constructor(private readonly status: () => ConsumerStatus) {
    this.#partitions = new PartitionHealth(status);
  }

  /** Rejects if the consumer has lost its membership, ended for good, or has stopped or failing partitions. */
  readonly check = async (): Promise<void> => {
    const { isConnected, fatal } = this.status();
    this.#wasMember ||= isConnected;
    if (isForbidden(fatal) || (fatal === null && !this.#wasMember)) return;
    await this.#partitions.connection();
    await this.#partitions.partitions();
  };
}
