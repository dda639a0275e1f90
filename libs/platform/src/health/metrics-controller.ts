import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Watched } from './watched.ts';

@Controller('metrics')
export class MetricsController {
  private readonly registry: Registry;

  constructor(@Inject(Watched) { registry }: Watched) {
    this.registry = registry;
  }

  /** All metrics in the text format of Prometheus. */
  @Get()
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  async metrics(): Promise<string> {
    return await this.registry.metrics();
  }
}
