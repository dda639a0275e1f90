import { STATUS_CODES } from 'node:http';
import { type Logger, messageOf } from '@app/platform';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { Problem } from './problem.ts';

type Reply = Readonly<{
  code: (status: number) => Reply;
  headers: (headers: Readonly<Record<string, string>>) => Reply;
  send: (body: string) => unknown;
}>;

/** The errors of the frameworks tell what is wrong with a request by its status; their texts are not passed on. */
const statusOf = (error: unknown): number => {
  if (error instanceof Problem) return error.status;
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown = error instanceof Error ? Reflect.get(error, 'statusCode') : null;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
};

/** Answers every error as `application/problem+json` (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const status = statusOf(error);
    if (status === 500) this.logger.error({ err: error }, `a webhook failed: ${messageOf(error)}`);
    const problem = {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      ...(error instanceof Problem ? { detail: error.message } : {}),
    };
    host
      .switchToHttp()
      .getResponse<Reply>()
      .code(status)
      .headers({ ...(error instanceof Problem ? error.headers : {}), 'content-type': 'application/problem+json' })
      .send(JSON.stringify(problem));
  }
}
