/** A number of things with their name: `1 customer`, `2 customers`. */
export const counted = (number: number, one: string, text: (given: number) => string = String): string =>
  `${text(number)} ${number === 1 ? one : `${one}s`}`;
