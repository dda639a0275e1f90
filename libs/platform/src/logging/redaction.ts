import { SHORTEST_SECRET } from '../settings/kind.ts';

const HIDDEN = '[hidden]';

/** The password of a URL: the text between the first colon of the user part and its last `@`. */
const URL_PASSWORD = /([a-z][a-z\d+.-]*:\/\/[^\s:@/"'\\]*):[^\s"'\\]*@/gi;

/** Returns a function that hides the passwords of URLs and the given secrets in a text, also escaped by JSON. */
export const redaction = (secrets: readonly string[] = []): ((text: string) => string) => {
  const hidden = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [JSON.stringify(secret).slice(1, -1), secret])
    // The longest first, because a password is also a part of the URL that carries it.
    .toSorted((a, b) => b.length - a.length);
  return (text) =>
    hidden.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text.replace(URL_PASSWORD, `$1:${HIDDEN}@`));
};
