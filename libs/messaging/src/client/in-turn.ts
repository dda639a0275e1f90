/**
 * The brokers, one at each call, in turn. kafkajs 2.2.4 asks for a list whenever a client of it looks for its first
 * broker, and always begins with the first one. If that one is frozen, it takes the connection and never answers, so
 * each new client would wait for it although the others work.
 */
export const inTurn = (brokers: readonly string[]): (() => string[]) => {
  let next = 0;
  return () => {
    const broker = brokers[next % brokers.length];
    next += 1;
    return broker === undefined ? [] : [broker];
  };
};
