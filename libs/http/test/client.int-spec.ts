import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { SNAPSHOTS_ANSWER } from '@app/wire/answers';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { answerOf } from '../../../test/builders/answers.ts';
import type { Served } from '../../../test/builders/served.ts';
import { withServedBook } from '../../../test/builders/served-book.ts';

const root = join(import.meta.dirname, '../../..');
const DOCUMENT = join(root, 'docs/schemas/openapi.json');

/** A program of somebody else, who has the description of the API and nothing of ours. */
const PROGRAM = `
import createClient from 'openapi-fetch';
import type { paths } from './api.ts';

const client = createClient<paths>({ baseUrl: process.argv[2] ?? '' });
const query = { grain: 'month' as const, from: '2025-06', dimension: ['all'] };
const { data, error } = await client.GET('/api/v1/snapshots', { params: { query } });
// The same list may come as CSV or as JSON lines, which are text.
const page = typeof data === 'object' ? data : undefined;
const acv: string | null | undefined = page?.data[0]?.acv;
const wrong = await client.GET('/api/v1/contracts/{id}', { params: { path: { id: 'nobody' } } });
// @ts-expect-error: the API has no such resource
await client.GET('/api/v1/nothing');
// @ts-expect-error: a narrative is of a period
await client.GET('/api/v1/narrative', {});
console.log(JSON.stringify({ acv, error, status: wrong.response.status, detail: wrong.error?.detail }));
`;

let api: Served;

withServedBook((served) => {
  ({ api } = served);
});

const compiled = (folder: string): readonly string[] => {
  const program = ts.createProgram([join(folder, 'program.ts')], {
    strict: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    rewriteRelativeImportExtensions: true,
    types: ['node'],
    outDir: folder,
  });
  const { diagnostics } = program.emit();
  return [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(({ messageText, file, start }) => {
    const line = file === undefined || start === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
    return `${file?.fileName ?? ''}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
};

describe('A client that is generated from the description', () => {
  it('compiles, refuses what the API does not have, and reads a figure of the running API', async () => {
    // In the project, so that the program finds the packages.
    await mkdir(join(root, '.cache'), { recursive: true });
    const folder = await mkdtemp(join(root, '.cache/client-'));
    try {
      const types = astToString(await openapiTS(pathToFileURL(DOCUMENT)));
      await Promise.all([
        writeFile(join(folder, 'api.ts'), types),
        writeFile(join(folder, 'program.ts'), PROGRAM),
        writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' })),
      ]);
      expect(compiled(folder)).toEqual([]);
      const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'program.js'), api.url]);
      const { data } = await answerOf(api, 'snapshots?grain=month&from=2025-06&dimension=all', SNAPSHOTS_ANSWER);
      expect(JSON.parse(stdout)).toEqual({
        acv: data[0]?.acv,
        status: 404,
        detail: 'no event of contract nobody was accepted',
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
