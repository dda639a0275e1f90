import { type DynamicModule, type FactoryProvider, Module, type ModuleMetadata } from '@nestjs/common';
import { HealthController } from './health-controller.ts';
import { MetricsController } from './metrics-controller.ts';
import { Watched } from './watched.ts';

type WatchedFactory = Pick<ModuleMetadata, 'imports'> &
  Readonly<{ inject?: FactoryProvider['inject']; useFactory: FactoryProvider<Watched>['useFactory'] }>;

/**
 * Serves `/health/live`, `/health/ready` and `/metrics` of the app that imports it.
 *
 * Without @nestjs/terminus: of it only the loop over checks would be used, which is shorter than the adapters to its
 * indicators; it has no timeout for checks of one's own, and its optional peers would have to be overridden.
 */
@Module({ controllers: [HealthController, MetricsController] })
export class WatchModule {
  static register(watched: Watched): DynamicModule {
    return { module: WatchModule, providers: [{ provide: Watched, useValue: watched }] };
  }

  /** For checks that ask what the app's own modules provide. */
  static registerAsync({ imports = [], inject = [], useFactory }: WatchedFactory): DynamicModule {
    return { module: WatchModule, imports, providers: [{ provide: Watched, inject, useFactory }] };
  }
}
