import type { PoolClient } from 'pg';
import type { CopyToStreamQuery } from 'pg-copy-streams';
import type { Row, Transaction } from '../../src/database/database.ts';
import type { Session } from '../../src/database/session.ts';

/** The rows with which a statement is answered that has this text in it. An answer is given once. */
export type Answer = Readonly<{ to: string; rows: readonly Row[] }>;

type Sent = Readonly<{ statement: string; parameters: readonly unknown[] }>;

/** A connection without a database: it records what it is sent, and answers with no rows where no others are given. */
export class Recorder {
  readonly sent: Sent[] = [];
  readonly #answers: Answer[];

  constructor(answers: readonly Answer[]) {
    this.#answers = [...answers];
  }

  readonly transaction: Transaction = {
    query: async <R extends Row>(text: string, parameters: readonly unknown[] = []): Promise<R[]> => {
      this.#record(text, parameters);
      // The rows have the shape that the statement's caller states.
      return [...this.#answerTo(text)] as R[];
    },
    // Of a client only copies are asked for.
    client: { query: (stream: CopyToStreamQuery) => this.#copied(stream) } as unknown as PoolClient,
  };

  readonly session: Pick<Session, 'transaction' | 'run'> = {
    transaction: (_isolation, work) => work(this.transaction),
    run: async (text) => this.#record(text, []),
  };

  #record(text: string, parameters: readonly unknown[]): void {
    for (const statement of text.split(';\n\n')) this.sent.push({ statement, parameters });
  }

  #answerTo(text: string): readonly Row[] {
    const found = this.#answers.findIndex(({ to }) => text.includes(to));
    return found < 0 ? [] : (this.#answers.splice(found, 1)[0]?.rows ?? []);
  }

  #copied(stream: CopyToStreamQuery): CopyToStreamQuery {
    this.#record(stream.text, []);
    stream.push(null);
    return stream;
  }
}
