import { codeOf } from './chain-of.ts';
import type { Failure } from './error-class.ts';

type NetworkClass = Failure['class'];

/** Codes of Node when a connection cannot be opened or breaks, with what each means. */
const CODES: Readonly<Record<string, readonly [NetworkClass, string]>> = {
  EADDRNOTAVAIL: ['retry', 'no free port on this side'],
  EAI_AGAIN: ['retry', 'the name cannot be resolved at the moment'],
  ECONNABORTED: ['retry', 'the connection was cut'],
  ECONNREFUSED: ['retry', 'no server listens yet'],
  ECONNRESET: ['retry', 'the connection was cut'],
  EHOSTDOWN: ['retry', 'the host is down'],
  EHOSTUNREACH: ['retry', 'no route to the host'],
  EMFILE: ['retry', 'this process has too many connections and files open'],
  ENETDOWN: ['retry', 'the network is down'],
  ENETUNREACH: ['retry', 'no route to the network'],
  ENFILE: ['retry', 'this machine has too many connections and files open'],
  ENOBUFS: ['retry', 'this machine is out of buffers'],
  ENOTFOUND: ['retry', 'the name cannot be resolved yet'],
  EPIPE: ['retry', 'the connection was cut'],
  EPROTO: ['retry', 'the other side speaks another protocol, as a proxy does while its server is away'],
  ETIMEDOUT: ['retry', 'no answer'],
  CERT_HAS_EXPIRED: ['retry', 'the certificate of the server has to be renewed'],
  CERT_NOT_YET_VALID: ['retry', 'a clock is wrong, or the certificate is not valid yet'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['setting', 'the certificate is not trusted'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['setting', 'the certificate is for another name'],
  SELF_SIGNED_CERT_IN_CHAIN: ['setting', 'the certificate is not trusted'],
  UNABLE_TO_GET_ISSUER_CERT: ['setting', 'the certificate is not trusted'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['setting', 'the certificate is not trusted'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['setting', 'the certificate is not trusted'],
};

/** A missing socket file has a code that other missing files have too; only the call tells them apart. */
const isOfConnecting = (error: Error): boolean => Reflect.get(error, 'syscall') === 'connect';

/** The failure that one error of a connection is. Null: it is none. `settings` name the trusted certificates. */
export const networkFailure = (error: Error, settings: readonly string[]): Failure | null => {
  const code = codeOf(error);
  const [known] = CODES[code] ?? [null];
  switch (known ?? (isOfConnecting(error) || code.startsWith('ERR_SSL_') ? 'retry' : null)) {
    case 'retry':
      return { class: 'retry' };
    case 'setting':
      return { class: 'setting', settings };
    case null:
      return null;
  }
};
