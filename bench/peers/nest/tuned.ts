import 'reflect-metadata';
import { Controller, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload, Transport } from '@nestjs/microservices';
import { DataSource } from 'typeorm';
import { smallFact } from '../small-job.ts';
import { databaseProvider } from './database.ts';
import { ContractAmount, SeenEvent } from './entities.ts';
import { SMALL_TOPIC } from './topic.ts';

/** The small job after profiling: no reads, one transaction per event, six partitions at once. */
@Controller()
class EventsController {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  @EventPattern(SMALL_TOPIC)
  async handle(@Payload() event: Parameters<typeof smallFact>[0] | string): Promise<void> {
    const fact = typeof event === 'string' ? null : smallFact(event);
    if (fact === null) return;
    const { source, id, contractId, amount } = fact;
    await this.database.transaction(async (transaction) => {
      const { raw } = await transaction
        .createQueryBuilder()
        .insert()
        .into(SeenEvent)
        .values({ source, id })
        .orIgnore()
        .returning('id')
        .execute();
      if (Array.isArray(raw) && raw.length === 0) return;
      await transaction.upsert(ContractAmount, { contractId, amount }, ['contractId']);
    });
  }
}

@Module({ providers: [databaseProvider], controllers: [EventsController] })
class AppModule {}

const app = await NestFactory.createMicroservice(AppModule, {
  transport: Transport.KAFKA,
  logger: ['error', 'warn'],
  options: {
    client: { brokers: [process.env['KAFKA_BROKERS'] ?? ''] },
    consumer: { groupId: process.env['KAFKA_GROUP_ID'] ?? '' },
    subscribe: { fromBeginning: true },
    run: { partitionsConsumedConcurrently: 6 },
  },
});
await app.listen();
