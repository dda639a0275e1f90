import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMetrics } from '@app/platform/service';
import { type Authority, authority, type IssuedCertificate } from '../../../test/services/certificates.ts';
import { showCertificates } from './certificates.ts';

const DAY_S = 86_400;

let folder: string;
let ours: Authority;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acv-certificates-'));
  ours = await authority(folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const shown = async (settings: Parameters<typeof showCertificates>[0]): Promise<ReadonlyMap<string, number>> => {
  const metrics = createMetrics({ withProcess: false });
  await showCertificates(settings, metrics);
  const { values } = await metrics.certificateExpires.get();
  return new Map(values.map(({ labels, value }) => [String(labels.setting), value]));
};

const daysLeft = (at: number | undefined): number => Math.round(((at ?? NaN) - Date.now() / 1000) / DAY_S);

describe('showCertificates', () => {
  it('shows the first certificate of a file to expire', async () => {
    const { cert } = await ours.issue('short', 3);
    const chain = join(folder, 'chain.pem');
    await writeFile(chain, (await readFile(ours.ca, 'utf8')) + (await readFile(cert, 'utf8')));
    const days = await shown({ kafka: { sslCaFile: ours.ca, sslCertFile: chain } });
    expect(daysLeft(days.get('KAFKA_SSL_CA_FILE'))).toBe(30);
    expect(daysLeft(days.get('KAFKA_SSL_CERT_FILE'))).toBe(3);
  });

  it('shows those that the address of the database names, and that of the operators', async () => {
    const address = ({ cert, key }: IssuedCertificate): string =>
      `postgres://acv@db/acv?sslmode=verify-full&sslrootcert=${ours.ca}&sslcert=${cert}&sslkey=${key}`;
    const [reader, operator] = [await ours.issue('reader', 7), await ours.issue('operator', 5)];
    const days = await shown({ database: { url: address(reader) }, operator: { url: address(operator) } });
    expect(Object.fromEntries([...days].map(([setting, at]) => [setting, daysLeft(at)]))).toEqual({
      ...{ 'DATABASE_URL sslrootcert': 30, 'DATABASE_URL sslcert': 7 },
      ...{ 'OPERATOR_DATABASE_URL sslrootcert': 30, 'OPERATOR_DATABASE_URL sslcert': 5 },
    });
  });

  it('shows nothing without certificates', async () => {
    const none = { kafka: { sslCaFile: null, sslCertFile: null }, database: { url: 'postgres://acv@db/acv' } };
    expect((await shown(none)).size).toBe(0);
  });

  it('names the setting whose file is missing or holds no certificate', async () => {
    const empty = join(folder, 'empty.pem');
    await writeFile(empty, 'no certificate');
    await expect(shown({ kafka: { sslCaFile: empty, sslCertFile: null } })).rejects.toThrow(
      'KAFKA_SSL_CA_FILE: the file holds no certificate in the PEM format',
    );
    await expect(shown({ kafka: { sslCaFile: null, sslCertFile: join(folder, 'none.pem') } })).rejects.toThrow(
      /^KAFKA_SSL_CERT_FILE: .*none\.pem cannot be read/,
    );
    const { cert } = await ours.issue('keyless');
    const url = `postgres://acv@db/acv?sslmode=verify-full&sslcert=${cert}&sslkey=${join(folder, 'none.key')}`;
    await expect(shown({ database: { url } })).rejects.toThrow(/^DATABASE_URL sslkey: .*none\.key cannot be read/);
  });
});
