import { expect } from '@jest/globals';
import type { ListAnswer } from '@app/wire/answers';
import type { z } from 'zod';
import type { Served } from './served.ts';

/** The answer of a resource that accords with its schema. */
export const answerOf = async <S extends z.ZodType>(api: Served, path: string, schema: S): Promise<z.output<S>> => {
  const { status, body } = await api.json(`/api/v1/${path}`);
  expect({ path, status, body: status === 200 ? null : body }).toEqual({ path, status: 200, body: null });
  const read = schema.safeParse(body);
  expect({ path, issues: read.error?.issues ?? [] }).toEqual({ path, issues: [] });
  return schema.parse(body);
};

/** Every row of a list, read in pages of `limit`. */
export const everyRow = async <T>(
  api: Served,
  path: string,
  schema: z.ZodType<ListAnswer<T>>,
  limit: number,
): Promise<readonly T[]> => {
  const rows: T[] = [];
  const joint = path.includes('?') ? '&' : '?';
  for (let cursor = ''; ;) {
    const page: ListAnswer<T> = await answerOf(api, `${path}${joint}limit=${limit}${cursor}`, schema);
    expect(page.data.length).toBeLessThanOrEqual(limit);
    rows.push(...page.data);
    if (page.next_cursor === null) return rows;
    cursor = `&cursor=${page.next_cursor}`;
  }
};

/** The fields that a problem names, with its status. */
export const problemOf = async (
  api: Served,
  path: string,
): Promise<Readonly<{ status: number; fields: readonly string[] }>> => {
  const { status, body } = await api.json<Readonly<{ errors?: readonly Readonly<{ field: string }>[] }>>(
    `/api/v1/${path}`,
  );
  return { status, fields: (body.errors ?? []).map(({ field }) => field) };
};
