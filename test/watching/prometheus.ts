import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { eventually } from '../e2e/support/app.ts';
import { root } from '../e2e/support/compose.ts';
import { freePorts } from '../services/broker/free-ports.ts';

type ScrapeJob = Readonly<{ job_name: string; static_configs: readonly Readonly<{ targets: readonly string[] }>[] }>;
type Rule = Readonly<{ name: string; health: string; lastError?: string }>;
type Answer<T> = Readonly<{ status: string; error?: string; data: T }>;

/** A Prometheus with our alerts that scrapes services of this machine. */
export type Prometheus = Readonly<{
  /** The number of series that a query answers with at the moment. Throws with Prometheus' error if it has a fault. */
  series(query: string): Promise<number>;
  /** The alerts, once each was evaluated. */
  rules(): Promise<readonly Rule[]>;
  stop(): Promise<void>;
}>;

const PAGE = join(root, 'docs', 'how-to', 'answer-an-alert.md');

/** The jobs that the how-to tells people to add, with the addresses of these services. */
const jobsFrom = async (targets: Readonly<Record<string, string>>): Promise<readonly ScrapeJob[]> => {
  const [, shown = ''] = /```yaml\n(scrape_configs:[^`]+)```/.exec(await readFile(PAGE, 'utf8')) ?? [];
  const { scrape_configs: jobs }: { scrape_configs: readonly ScrapeJob[] } = parse(shown);
  return jobs.map((job) => ({
    ...job,
    static_configs: [{ targets: [targets[job.job_name.replace('acv-', '')] ?? ''] }],
  }));
};

/** Starts Prometheus, as Debian's package `prometheus` has it. `targets` are addresses by the name of the service. */
export const startPrometheus = async (targets: Readonly<Record<string, string>>): Promise<Prometheus> => {
  const folder = await mkdtemp(join(tmpdir(), 'acv-prometheus-'));
  const config = join(folder, 'prometheus.yaml');
  const every = { scrape_interval: '1s', evaluation_interval: '1s' };
  const alerts = join(root, 'deploy', 'watching', 'alerts', 'alerts.yaml');
  await writeFile(config, stringify({ global: every, rule_files: [alerts], scrape_configs: await jobsFrom(targets) }));
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const args = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  const server = spawn('prometheus', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(server, 'exit').catch((error: Error) => (said += error.message));
  const asked = async <T>(path: string): Promise<T> => {
    const answer: Answer<T> = (await (await fetch(`${url}/api/v1/${path}`)).json()) as Answer<T>;
    if (answer.status !== 'success') throw new Error(`${path}: ${answer.error}`);
    return answer.data;
  };
  const evaluated = async (): Promise<readonly Rule[]> => {
    const { groups } = await asked<Readonly<{ groups: readonly Readonly<{ rules: readonly Rule[] }>[] }>>('rules');
    return groups.flatMap(({ rules }) => rules);
  };
  await eventually(`Prometheus is ready (on Debian: apt-get install prometheus): ${said}`, async () =>
    fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return {
    series: async (query) => {
      const { result } = await asked<Readonly<{ result: readonly unknown[] }>>(
        `query?query=${encodeURIComponent(query)}`,
      );
      return result.length;
    },
    rules: async () => {
      await eventually('all alerts are evaluated', async () =>
        (await evaluated()).every(({ health }) => health !== 'unknown'),
      );
      return evaluated();
    },
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
};
