import { Controller, Get, Header, Inject, ServiceUnavailableException } from '@nestjs/common';
import { readiness, type WatchedReadiness } from './readiness.ts';
import { Watched } from './watched.ts';

@Controller('health')
export class HealthController {
  private readonly watched: Watched;

  constructor(@Inject(Watched) watched: Watched) {
    this.watched = watched;
  }

  /** Checks no dependency: restarting the process would not fix a broker or a database. */
  @Get('live')
  @Header('cache-control', 'no-store')
  live(): Readonly<{ status: 'live' }> {
    return { status: 'live' };
  }

  /** 200 if every check is up, else 503. The body has the state of each check, and the notes. */
  @Get('ready')
  @Header('cache-control', 'no-store')
  async ready(): Promise<WatchedReadiness> {
    const state = { ...(await readiness(this.watched.checks)), notes: this.watched.notes };
    if (state.status === 'not_ready') throw new ServiceUnavailableException(state);
    return state;
  }
}
