import { type KafkaClient, OutboxRelay } from '@app/messaging';
import { messageFirst, type Metrics } from '@app/platform';
import type { Lane, Outbox } from '@app/processing';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { ServiceContext } from './service-context.ts';

/** Publishes what the outbox holds, for as long as the application runs. */
export class Relaying implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #relay: OutboxRelay;

  constructor(outbox: Outbox, kafka: KafkaClient, { logger, metrics }: Pick<ServiceContext, 'logger' | 'metrics'>) {
    this.#relay = new OutboxRelay({
      outbox,
      kafka,
      logger: messageFirst(logger),
      // Together with the consumer's, within the time that a stop may take.
      stopTimeoutMs: 2_000,
      onLaneFailure: ({ topic }) => metrics.relayErrors.inc({ topic }),
    });
  }

  onApplicationBootstrap(): void {
    this.#relay.start();
  }

  /** There is something new in the outbox, which need not wait until it is looked at again. */
  nudge(): void {
    this.#relay.nudge();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#relay.stop();
  }
}

/** A lane that has been emptied is no longer told, so the gauges begin anew each time. */
export const showLanes = ({ outboxAge, outboxDepth }: Metrics, lanes: readonly Lane[]): void => {
  outboxDepth.reset();
  outboxAge.reset();
  for (const { topic, waiting, oldestAgeSeconds } of lanes) {
    outboxDepth.set({ topic }, waiting);
    outboxAge.set({ topic }, oldestAgeSeconds);
  }
};
