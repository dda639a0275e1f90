import { destination, type DestinationStream, type Logger, pino } from 'pino';
import { withoutCustomerFields } from './customer-fields.ts';
import { redaction } from './redaction.ts';

export type { Logger } from 'pino';

export type LoggerOptions = Readonly<{
  /** The name of the app. */
  name: string;
  level: string;
  /** The secrets that `loadSettings` found. */
  secrets?: readonly string[];
  /** Standard output for services; standard error for programs whose standard output is their result. */
  output?: 'stdout' | 'stderr' | DestinationStream;
  /** Fields that are added to each line, as they are when it is written. */
  fields?: () => Readonly<Record<string, string>>;
}>;

const DEBUG = 20;
const SECRET_FIELDS = ['password', 'saslPassword', 'authorization', 'token', 'secret'];

const streamOf = (output: LoggerOptions['output'] = 'stdout'): DestinationStream => {
  if (typeof output === 'object') return output;
  // Synchronous, so that the last lines before the process ends are not lost.
  return destination({ dest: output === 'stdout' ? 1 : 2, sync: true });
};

/** A logger that writes one JSON object a line: without secrets at any level, without customers' data from info on. */
export const createLogger = ({ name, level, secrets = [], output, fields }: LoggerOptions): Logger => {
  const redacted = redaction(secrets);
  return pino(
    {
      name,
      level,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      ...(fields === undefined ? {} : { mixin: fields }),
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[hidden]' },
      hooks: {
        logMethod(args, method, levelNumber) {
          const [first, ...rest] = args;
          const fields: unknown = levelNumber > DEBUG ? withoutCustomerFields(first) : first;
          Reflect.apply(method, this, [fields, ...rest]);
        },
        streamWrite: redacted,
      },
    },
    streamOf(output),
  );
};
