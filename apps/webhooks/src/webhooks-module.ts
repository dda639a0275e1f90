import { type DynamicModule, Module } from '@nestjs/common';
import { IngestController, IngestParts } from './ingest/ingest-controller.ts';

/** The application that receives webhooks. */
@Module({ controllers: [IngestController] })
export class WebhooksModule {
  static register(parts: IngestParts): DynamicModule {
    return { module: WebhooksModule, providers: [{ provide: IngestParts, useValue: parts }] };
  }
}
