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

/** The settings that name certificates. Absent ones are null or left out. */
export type CertificateSettings = Readonly<{
  kafka?: Readonly<{ sslCaFile: string | null; sslCertFile: string | null }>;
  database?: Readonly<{ url: string }>;
  operator?: Readonly<{ url: string | null }>;
}>;

type Given = readonly [setting: string, value: string];

const given = (settings: Readonly<Record<string, string | null | undefined>>): readonly Given[] =>
  Object.entries(settings).flatMap(([setting, value]): readonly Given[] =>
    value === null || value === undefined ? [] : [[setting, value]],
  );

/** The files that these parameters of a database's address name, by the names that Postgres gives them. */
const filesIn = ([setting, url]: Given, parameters: readonly string[]): readonly Given[] => {
  const { searchParams } = new URL(url);
  return given(Object.fromEntries(parameters.map((name) => [`${setting} ${name}`, searchParams.get(name)])));
};

/**
 * Shows when the certificates expire that the settings name. Once, because they are read at the start alone. Throws
 * `UsageError` if a file holds none, or if that of a private key cannot be read.
 */
export const showCertificates = async (
  { kafka, database, operator }: CertificateSettings,
  { certificateExpires }: Pick<Metrics, 'certificateExpires'>,
): Promise<void> => {
  const addresses = given({ DATABASE_URL: database?.url, OPERATOR_DATABASE_URL: operator?.url });
  const keys = addresses.flatMap((address) => filesIn(address, ['sslkey']));
  await Promise.all(keys.map(([setting, file]) => settingFile(setting, file)));
  const certificates = [
    ...given({ KAFKA_SSL_CA_FILE: kafka?.sslCaFile, KAFKA_SSL_CERT_FILE: kafka?.sslCertFile }),
    ...addresses.flatMap((address) => filesIn(address, ['sslrootcert', 'sslcert'])),
  ];
  for (const [setting, file] of certificates) {
    const expires = firstToExpire(setting, await settingFile(setting, file));
    certificateExpires.set({ setting }, expires.getTime() / 1000);
  }
};
