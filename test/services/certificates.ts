import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Files in the PEM format. */
export type IssuedCertificate = Readonly<{ cert: string; key: string }>;

/** An authority of the tests' own, with its files in a folder. */
export type Authority = Readonly<{
  ca: string;
  /** A certificate for the name, valid for so many days, for servers at these names: by default on loopback. */
  issue: (name: string, days?: number, at?: string) => Promise<IssuedCertificate>;
}>;

/** Makes an authority by openssl, which comes with every JDK of Debian. */
export const authority = async (folder: string, name = 'ca'): Promise<Authority> => {
  const inFolder = (file: string): string => join(folder, file);
  const openssl = (...args: readonly string[]) => run('openssl', args);
  const ca = inFolder(`${name}.pem`);
  const caKey = inFolder(`${name}.key`);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await openssl('req', '-x509', ...newKey, '-keyout', caKey, '-out', ca, '-days', '30', '-subj', `/CN=${name}`);
  return {
    ca,
    issue: async (subject, days = 30, at = 'DNS:localhost,IP:127.0.0.1') => {
      const [key, request, cert, names] = ['key', 'csr', 'pem', 'ext'].map((end) => inFolder(`${subject}.${end}`)) as [
        string,
        string,
        string,
        string,
      ];
      await openssl('req', ...newKey, '-keyout', key, '-out', request, '-subj', `/CN=${subject}`);
      await writeFile(names, `subjectAltName=${at}\n`);
      const signed = ['-CA', ca, '-CAkey', caKey, '-CAcreateserial', '-days', String(days), '-extfile', names];
      await openssl('x509', '-req', '-in', request, ...signed, '-out', cert);
      return { cert, key };
    },
  };
};

/** What a broker needs to speak TLS with a certificate of the authority. */
export const tlsProperties = async (
  folder: string,
  { ca, issue }: Authority,
): Promise<Readonly<Record<string, string>>> => {
  const { cert, key } = await issue('broker');
  const keystore = join(folder, 'broker-keystore.pem');
  await writeFile(keystore, (await readFile(key, 'utf8')) + (await readFile(cert, 'utf8')));
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keystore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': ca,
  };
};
