import { type AddressInfo, createServer, Socket } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type Database, failureClass, type Transaction } from '@app/persistence';
import { connect, type OpenStore } from '../../../test/builders/postgres-store.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;
let database: Database | null = null;

withStore((opened) => {
  store = opened;
});
afterEach(async () => {
  await database?.close();
  database = null;
});

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

/** Ends the connection of the transaction from the server's side, and waits until the server no longer has it. */
const cut = async ({ query }: Transaction): Promise<void> => {
  const [row] = await query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await store.database.query('SELECT pg_terminate_backend($1, 5000)', [row?.pid]);
};

const FIND = 'SELECT FROM progress WHERE topic = $1';
const WRITE = `INSERT INTO progress (topic, partition, next_offset, log_end) VALUES ($1, 0, 1, 1)`;

describe('A connection that is cut inside a transaction', () => {
  it('is a failure that is retried, says what happened, and leaves nothing of the transaction', async () => {
    database = await connect(store.url, 1);
    const cutShort = database.transaction('READ COMMITTED', async (transaction) => {
      await transaction.query(WRITE, ['cut']);
      await cut(transaction);
      // One more turn of the event loop, as when the transaction computes or waits for a broker.
      await new Promise((resolve) => setImmediate(resolve));
      await transaction.query('SELECT 1');
    });
    const failure = await failureOf(cutShort);
    expect(failureClass(failure)).toBe('retry');
    expect(String(failure)).toContain('the connection to the database was lost: ');
    expect(await store.database.query(FIND, ['cut'])).toEqual([]);
  });

  it('is replaced by another one, also in a session that keeps its connection', async () => {
    database = await connect(store.url, 1);
    const session = database.session();
    expect(await failureOf(session.transaction('READ COMMITTED', cut))).not.toBe(null);
    const next = () => session.transaction('READ COMMITTED', ({ query }) => query(WRITE, ['next']));
    // The first attempt may still meet the connection that was cut, as the attempts of a service do.
    await next().catch(next);
    expect(await store.database.query(FIND, ['next'])).toHaveLength(1);
  });
});

describe('A connection in silence', () => {
  it('is probed after ten seconds, so that a peer that is gone is found out', async () => {
    const set = jest.spyOn(Socket.prototype, 'setKeepAlive');
    database = await connect(store.url, 1);
    expect(set.mock.calls).toContainEqual([true, 10_000]);
    set.mockRestore();
  });
});

/** A message of the protocol: its type, its length and its content. */
const message = (type: string, content: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type), length, content]);
};

const LOGGED_IN = message('R', Buffer.alloc(4));
const READY = message('Z', Buffer.from('I'));
const SHUT_DOWN = message('E', Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0'));

describe('A new connection that breaks before it is used', () => {
  it('does not end the process, and is a failure that is retried', async () => {
    // As a server that shuts down at the moment of the login: both messages come in one packet.
    const greet = (socket: Socket) =>
      socket.once('data', () => socket.end(Buffer.concat([LOGGED_IN, READY, SHUT_DOWN])));
    const server = createServer(greet).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const failure = await failureOf(connect(`postgres://acv:acv@127.0.0.1:${port}/acv`));
    server.close();
    expect(failureClass(failure)).toBe('retry');
  });
});
