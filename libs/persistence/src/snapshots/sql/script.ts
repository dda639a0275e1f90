import type { Transaction } from '../../database/database.ts';
import { joined, literal } from './sql.ts';

type Parameter = string | number | null | readonly string[];

const quoted = (item: string): string => `"${item.replaceAll(/["\\]/g, String.raw`\$&`)}"`;

const written = (parameter: Parameter | undefined): string => {
  if (parameter === null || parameter === undefined) return 'NULL';
  if (typeof parameter === 'number') return String(parameter);
  return literal(typeof parameter === 'string' ? parameter : `{${parameter.map(quoted).join(',')}}`);
};

/** A `$` inside a text or a comment is no parameter. */
const TEXT_COMMENT_OR_PARAMETER = /'(?:[^']|'')*'|--[^\n]*|\$(\d+)/g;

/** A statement with its parameters written out. */
export const inlined = (statement: string, parameters: readonly Parameter[]): string =>
  statement.replaceAll(TEXT_COMMENT_OR_PARAMETER, (found: string, number: string | undefined) =>
    number === undefined ? found : written(parameters[Number(number) - 1]),
  );

/**
 * Statements whose results nobody reads, sent together. A take has dozens of them. On a busy server a small take spends
 * most of its time waiting until one side wakes the other.
 */
export class Script {
  readonly #statements: string[] = [];

  add(statement: string, parameters: readonly Parameter[] = []): void {
    this.#statements.push(inlined(statement, parameters));
  }

  /** Sends the statements that were added since the last send. */
  async send({ query }: Pick<Transaction, 'query'>): Promise<void> {
    const statements = this.#statements.splice(0);
    if (statements.length > 0) await query(joined(statements));
  }
}
