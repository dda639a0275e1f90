const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The given secrets, and the passwords of those that are URLs, encoded and plain. */
export const secretsIn = (given: readonly string[]): readonly string[] => {
  const passwords = given.flatMap((secret) => URL.parse(secret)?.password || []);
  return [...new Set([...given, ...passwords, ...passwords.map(decoded)])];
};
