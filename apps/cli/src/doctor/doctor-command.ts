import { readPolicyFile, UsageError } from '@app/host';
import { errorClass } from '@app/host/service';
import type { Policy } from '@app/domain';
import { givenText, messageOf, policySettings } from '@app/platform';
import { examine, type Examination, finding, findingsInOrder, type Severity, worstOf } from '@app/processing';
import { Command, Option } from 'commander';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { booksOption, databaseOption, isStoreNamed, storeNamed, type StoreOptions } from '../options/store-options.ts';
import { progressLineOn } from '../progress-line.ts';
import { NoConnectionError } from '../store/with-database.ts';
import { withStore } from '../store/with-store.ts';
import { doctorDocument } from './doctor-json.ts';
import { doctorText } from './doctor-text.ts';
import { type Examine, examineStore } from './examine-store.ts';
import { kafkaVisit } from './kafka-visit.ts';

type Options = JsonOptions & StoreOptions & Readonly<{ all?: true; policy?: string }>;

/** 2 stands for arguments that cannot be used, as in every command. */
const EXIT: Readonly<Record<Severity, number>> = { note: 0, warning: 3, error: 1 };

const whySkipped = (error: unknown): string | null => (errorClass(error) === 'bug' ? null : messageOf(error));

/** Kafka is examined all the same. */
const withoutStore = async (error: NoConnectionError, ofKafka: Examination): Promise<Examination> => ({
  findings: [...ofKafka.findings, finding('postgres_unreachable', { what: error.message })],
  checks: ofKafka.checks + 1,
  skipped: [...ofKafka.skipped, { area: 'books', check: 'books', why: 'Postgres does not answer' }],
});

const storeExamined = async (
  options: Options,
  terms: Omit<Parameters<typeof examineStore>[1], 'folder'>,
  examining: Examine,
): Promise<Examination> => {
  const store = storeNamed(options);
  const folder = store.kind === 'folder' ? store.folder : null;
  try {
    return await withStore(options, (database) => examineStore(database, { ...terms, folder }, examining), {
      isReadOnly: true,
    });
  } catch (error) {
    if (error instanceof NoConnectionError) return withoutStore(error, await examining(terms.ofKafka(null)));
    throw error;
  }
};

/** That of the option, else that of the environment, by which services are started. */
const givenPolicy = async (option: string | undefined): Promise<Policy | null> => {
  if (option !== undefined) return readPolicyFile('--policy', option);
  const given = givenText(policySettings.settings.policyFile, process.env);
  if ('fault' in given) throw new UsageError(given.fault);
  return given.text === null ? null : readPolicyFile('POLICY_FILE', given.text);
};

const run = async (options: Options): Promise<void> => {
  if (!isStoreNamed(options))
    throw new UsageError('nothing to examine: name the books by --books, --database-url or DATABASE_URL');
  const policy = await givenPolicy(options.policy);
  const line = progressLineOn(process.stderr);
  const examining: Examine = (checks) =>
    examine(checks, { onCheck: (name) => line.show(`checking ${name}`), whySkipped });
  const extent = options.all === true ? 'all' : 'sample';
  const kafka = await kafkaVisit(storeNamed(options).kind === 'folder', extent);
  const terms = { extent, policy, isKafkaAsked: kafka.isAsked, ofKafka: kafka.checks, onProgress: line.show } as const;
  let found: Examination;
  try {
    found = await storeExamined(options, terms, examining);
  } finally {
    await kafka.close();
  }
  line.clear();
  const examination = { ...found, findings: findingsInOrder(found.findings) };
  process.stdout.write(`${(options.json === true ? doctorDocument : doctorText)(examination)}\n`);
  const worst = worstOf(examination.findings);
  if (worst !== null) process.exitCode = EXIT[worst];
};

export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('look for faults in the books, in Postgres and in Kafka, and say what to do; changes nothing')
    .option('--all', 'fold all contracts and take all periods again (default: a sample)')
    .addOption(new Option('--policy <file>', 'the policy that the services are started with (env: POLICY_FILE)'))
    .addOption(jsonOption())
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(run);
