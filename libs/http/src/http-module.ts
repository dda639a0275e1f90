import { type DynamicModule, Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { Access } from './access/access.ts';
import { SessionController } from './access/session-controller.ts';
import { CONTROLLERS } from './controllers.ts';
import { Operating } from './operations/operating.ts';
import { Reading } from './reading/reading.ts';
import { SnapshotStream } from './stream/snapshot-stream.ts';
import { StreamController } from './stream/stream-controller.ts';

type HttpProviders = Readonly<{ reading: Reading; operating: Operating; access: Access; stream: SnapshotStream }>;

/** The resources over one store, whose connections belong to the caller. */
@Module({})
export class HttpModule implements OnModuleDestroy {
  constructor(@Inject(SnapshotStream) private readonly stream: SnapshotStream) {}

  static register({ reading, operating, access, stream }: HttpProviders): DynamicModule {
    return {
      module: HttpModule,
      controllers: [...CONTROLLERS, SessionController, StreamController],
      providers: [
        { provide: Reading, useValue: reading },
        { provide: Operating, useValue: operating },
        { provide: Access, useValue: access },
        { provide: SnapshotStream, useValue: stream },
      ],
    };
  }

  /** Streams have no end of their own, and would hold up the end of the process. */
  onModuleDestroy(): void {
    this.stream.close();
  }
}
