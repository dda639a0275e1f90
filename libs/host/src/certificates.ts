import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { messageOf } from '@app/platform';
import type { Metrics } from '@app/platform/service';
import { UsageError } from './usage-error.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The text of a file that a setting names. Throws `UsageError` if it cannot be read. */
export const settingFile = async (setting: string, file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${setting}: ${file} cannot be read (${messageOf(cause)})`, { cause });
  }
};

/** When the first of the certificates (PEM) in the text expires. Throws `UsageError` if there is none. */
export const firstToExpire = (setting: string, text: string): Date => {
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) throw new UsageError(`${setting}: the file holds no certificate in the PEM format`);
  try {
    return new Date(Math.min(...certificates.map((pem) => Date.parse(new X509Certificate(pem).validTo))));
  } catch (cause) {
    throw new UsageError(`${setting}: a certificate in the file cannot be read (${messageOf(cause)})`, { cause });
  }
};

/** The files with certificates that the address of a database names, by the names that Postgres gives them. */
const databaseFiles = (url: string): readonly (readonly [setting: string, file: string | null])[] => {
  const { searchParams } = new URL(url);
  return ['sslrootcert', 'sslcert'].map((name) => [`DATABASE_URL ${name}`, searchParams.get(name)]);
};

/** The private key that the address of a database names, if it names one. */
const keyFiles = (database: CertificateSettings['database']): readonly (readonly [setting: string, file: string])[] => {
  const file = database === undefined ? null : new URL(database.url).searchParams.get('sslkey');
  return file === null ? [] : [['DATABASE_URL sslkey', file]];
};

/** The settings that name certificates. Absent ones are null or left out. */
export type CertificateSettings = Readonly<{
  kafka?: Readonly<{ sslCaFile: string | null; sslCertFile: string | null }>;
  database?: Readonly<{ url: string }>;
}>;

/**
 * Shows when the certificates expire that the settings name. Once, because they are read at the start alone. Throws
 * `UsageError` if a file holds none, or if that of a private key cannot be read.
 */
export const showCertificates = async (
  { kafka, database }: CertificateSettings,
  { certificateExpires }: Pick<Metrics, 'certificateExpires'>,
): Promise<void> => {
  const files = [
    ['KAFKA_SSL_CA_FILE', kafka?.sslCaFile ?? null] as const,
    ['KAFKA_SSL_CERT_FILE', kafka?.sslCertFile ?? null] as const,
    ...(database === undefined ? [] : databaseFiles(database.url)),
  ];
  await Promise.all(keyFiles(database).map(([setting, file]) => settingFile(setting, file)));
  for (const [setting, file] of files) {
    if (file === null) continue;
    const expires = firstToExpire(setting, await settingFile(setting, file));
    certificateExpires.set({ setting }, expires.getTime() / 1000);
  }
};
