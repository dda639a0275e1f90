import { cpuOf, cpuOfFamily } from './process.ts';

/** Seconds of processor time, by the processes that spent them. */
export type Cpu = Readonly<{ client: number; postgres: number; broker: number }>;

export const cpuSum = ({ client, postgres, broker }: Cpu): number => client + postgres + broker;

/** The processes to measure; clients by a function, because they come and go. */
export type Metered = Readonly<{ client: () => number; postgresPid: number | null; brokerPid: number | null }>;

const now = ({ client, postgresPid, brokerPid }: Metered): Cpu => ({
  client: client(),
  postgres: postgresPid === null ? 0 : cpuOfFamily(postgresPid),
  broker: brokerPid === null ? 0 : cpuOf(brokerPid),
});

/** Starts to count. The returned function gives the time spent since then. */
export const meter = (metered: Metered): (() => Cpu) => {
  const before = now(metered);
  return () => {
    const after = now(metered);
    return {
      client: after.client - before.client,
      postgres: after.postgres - before.postgres,
      broker: after.broker - before.broker,
    };
  };
};
