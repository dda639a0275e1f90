import { basename } from 'node:path';
import type { RefusedCheck } from '@app/processing';

/** A refused record as a line of the file that `--refused` names. */
export const refusedLine = ({ file, line, refusal }: RefusedCheck): string =>
  JSON.stringify({ file: file === null ? null : basename(file), line, code: refusal.code, message: refusal.message });
