import 'reflect-metadata';
import { Controller, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload, Transport } from '@nestjs/microservices';
import { DataSource } from 'typeorm';
import { smallFact } from '../small-job.ts';
import { databaseProvider } from './database.ts';
import { ContractAmount, SeenEvent } from './entities.ts';
import { SMALL_TOPIC } from './topic.ts';

/** The small job with `ServerKafka` and `save`, as shown in the documentation. */
@Controller()
class EventsController {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  @EventPattern(SMALL_TOPIC)
  async handle(@Payload() event: Parameters<typeof smallFact>[0] | string): Promise<void> {
    // A value that is not JSON arrives as text.
    const fact = typeof event === 'string' ? null : smallFact(event);
    if (fact === null) return;
    const { source, id, contractId, amount } = fact;
    const events = this.database.getRepository(SeenEvent);
    if (await events.existsBy({ source, id })) return;
    await events.save({ source, id });
    await this.database.getRepository(ContractAmount).save({ contractId, amount });
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
  },
});
await app.listen();
