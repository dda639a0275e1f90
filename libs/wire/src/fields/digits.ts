const ZERO = 48;

/** The number that the characters `[from, to)` write, or -1 if one of them is not a decimal digit. */
export const digits = (text: string, from: number, to: number): number => {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    // Beyond the end of the text the code is NaN, which is no digit either.
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
};
