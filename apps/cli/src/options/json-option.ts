import { Option } from 'commander';

export type JsonOptions = Readonly<{ json?: true }>;

/** Every command that prints figures has this option. */
export const jsonOption = (): Option => new Option('--json', 'print JSON with every digit instead of text');
