import { type KafkaClient, OutboxRelay } from '@app/messaging';
import type { Metrics } from '@app/platform/service';
import type { Lane, Outbox } from '@app/processing';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { ServiceContext } from './service-context.ts';

/** Publishes the records of the outbox for as long as the application runs. */
export class Relaying implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #relay: OutboxRelay;

  constructor(
    outbox: Outbox,
    kafka: KafkaClient,
    { logger, metrics, tracing }: Pick<ServiceContext, 'logger' | 'metrics' | 'tracing'>,
  ) {
    this.#relay = new OutboxRelay({
      outbox,
      kafka,
      logger,
      tracing,
      // With the consumer's timeout, within the ten seconds that supervisors wait for a stop.
      stopTimeoutMs: 2_000,
      onLaneFailure: ({ topic }) => metrics.relayErrors.inc({ topic }),
    });
  }

  onApplicationBootstrap(): void {
    this.#relay.start();
  }

  /** Publishes new records at once, of one topic or of whichever have some, before the next regular look for them. */
  nudge(topic?: string): void {
    this.#relay.nudge(topic);
  }

  async onModuleDestroy(): Promise<void> {
    await this.#relay.stop();
  }
}

/** Sets the gauges of the outbox. They are reset first, because an empty lane is no longer among `lanes`. */
export const showLanes = ({ outboxAge, outboxDepth }: Metrics, lanes: readonly Lane[]): void => {
  outboxDepth.reset();
  outboxAge.reset();
  for (const { topic, waiting, oldestAgeSeconds } of lanes) {
    outboxDepth.set({ topic }, waiting);
    outboxAge.set({ topic }, oldestAgeSeconds);
  }
};
