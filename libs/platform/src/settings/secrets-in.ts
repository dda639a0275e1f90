const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const LOGIN = /^[^\s:/]+:(?!\/\/)(.+)$/;

/** The given secrets, and the passwords of those that are logins (`name:password`) or URLs, encoded and plain. */
export const secretsIn = (given: readonly string[]): readonly string[] => {
  const passwords = given.flatMap((secret) => URL.parse(secret)?.password || (LOGIN.exec(secret)?.[1] ?? []));
  return [...new Set([...given, ...passwords, ...passwords.map(decoded)])];
};
