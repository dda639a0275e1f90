import { type DynamicModule, Module } from '@nestjs/common';
import { HealthController } from './health-controller.ts';
import { MetricsController } from './metrics-controller.ts';
import { Watched } from './watched.ts';

/**
 * Serves `/health/live`, `/health/ready` and `/metrics` for the app that imports it.
 *
 * It does without @nestjs/terminus, of which only the loop over checks would be used. That loop is shorter than
 * adapters to its indicators, custom checks have no timeout there, and its optional peers would have to be overridden.
 */
@Module({ controllers: [HealthController, MetricsController] })
export class WatchModule {
  static register(watched: Watched): DynamicModule {
    return { module: WatchModule, providers: [{ provide: Watched, useValue: watched }] };
  }
}
