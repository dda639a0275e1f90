import { destination, type DestinationStream, type Logger, pino } from 'pino';
import { withoutCustomerFields } from './customer-fields.ts';
import { redaction } from './redaction.ts';

export type { Logger } from 'pino';

export type LoggerOptions = Readonly<{
  /** The name of the app. */
  name: string;
  level: string;
  /** What `loadSettings` found to be secret. */
  secrets?: readonly string[];
  /** Standard output for services; standard error where the output is a program's result. */
  output?: 'stdout' | 'stderr' | DestinationStream;
}>;

const DEBUG = 20;
const SECRET_FIELDS = ['password', 'saslPassword', 'authorization', 'token', 'secret'];

const streamOf = (output: LoggerOptions['output'] = 'stdout'): DestinationStream => {
  if (typeof output === 'object') return output;
  // Written at once: what a process says right before it ends is what is asked for.
  return destination({ dest: output === 'stdout' ? 1 : 2, sync: true });
};

/** A log of one JSON object a line, without secrets at any level and without customers' data from info on. */
export const createLogger = ({ name, level, secrets = [], output }: LoggerOptions): Logger => {
  const redacted = redaction(secrets);
  return pino(
    {
      name,
      level,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
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
