import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { describedApi } from './described-api.ts';

const root = join(import.meta.dirname, '../../../..');
const file = join(root, 'docs/schemas/openapi.json');

describe('docs/schemas/openapi.json', () => {
  it('is what the schemas of requests and answers say (libs/http/write-document.mjs writes it)', async () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(await describedApi())));
  });

  it('is a sound OpenAPI 3.1 description', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/@redocly/cli/bin/cli.js'),
        'lint',
        '--config',
        join(root, 'libs/http/openapi-lint.yaml'),
        file,
      ],
      {
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '', REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      },
    );
    expect(status === 0 ? '' : stdout + stderr).toBe('');
  });
});
