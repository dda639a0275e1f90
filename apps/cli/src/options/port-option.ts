import { UsageError } from '@app/host';
import { Option } from 'commander';

export type PortOptions = Readonly<{ port: string }>;

const PORT = /^\d{1,5}$/;
const LARGEST_PORT = 65_535;

export const portOption = (): Option =>
  new Option('--port <number>', 'the port to listen on; 0 chooses a free one').default('8080');

/** Throws `UsageError`. */
export const portFrom = ({ port }: PortOptions): number => {
  if (!PORT.test(port) || Number(port) > LARGEST_PORT) {
    throw new UsageError(`--port: ${port} is not a port (0 to ${LARGEST_PORT})`);
  }
  return Number(port);
};
