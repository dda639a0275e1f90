import { type DynamicModule, Module } from '@nestjs/common';
import { Access } from './access/access.ts';
import { SessionController } from './access/session-controller.ts';
import { CONTROLLERS } from './controllers.ts';
import { Reading } from './reading/reading.ts';

/** The resources over one store, whose connections belong to the caller. */
@Module({})
export class HttpModule {
  static register(reading: Reading, access: Access): DynamicModule {
    return {
      module: HttpModule,
      controllers: [...CONTROLLERS, SessionController],
      providers: [
        { provide: Reading, useValue: reading },
        { provide: Access, useValue: access },
      ],
    };
  }
}
