import { countInWords, dayIn, DEFAULT_POLICY, type Policy } from '@app/domain';
import { payloadFiles, readAdapterFile, readPolicyFile } from '@app/host';
import { DEFAULT_ADAPTER, stripeCatalog } from '@app/wire';
import { Argument, Command } from 'commander';

type Options = Readonly<{ input: readonly string[]; policy?: string; adapter?: string }>;

const objectsIn = async (files: readonly string[]): Promise<readonly unknown[]> => {
  const objects: unknown[] = [];
  for await (const { batch } of await payloadFiles('--input', 'stripe', files)) {
    for (const { value } of batch.records) objects.push(parsed(value?.toString('utf8') ?? ''));
  }
  return objects;
};

/** What is no JSON is counted as passed over. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const run = async (_system: string, options: Options): Promise<void> => {
  const policy: Policy =
    options.policy === undefined ? DEFAULT_POLICY : await readPolicyFile('--policy', options.policy);
  const adapter = options.adapter === undefined ? DEFAULT_ADAPTER : await readAdapterFile('--adapter', options.adapter);
  const { passedOver, ...catalog } = stripeCatalog(await objectsIn(options.input), {
    dayOf: (instant) => dayIn(policy.timezone, instant),
    adapter,
  });
  process.stdout.write(`${JSON.stringify({ catalog }, null, 2)}\n`);
  const { prices, coupons, discounts } = catalog;
  const [p, c, d] = [prices, coupons, discounts].map((each) => Object.keys(each).length);
  process.stderr.write(
    `${countInWords(p ?? 0, 'price')}, ${countInWords(c ?? 0, 'coupon')}, ${countInWords(d ?? 0, 'discount')}; ${countInWords(passedOver, 'other object')} passed over\n`,
  );
};

export const catalogCommand = (): Command =>
  new Command('catalog')
    .description('print the catalog of an adapter that the prices, coupons and discounts of a system make')
    .addArgument(new Argument('<system>', 'the system').choices(['stripe']))
    .option(
      '--input <file...>',
      'lists of prices (with expand[]=data.tiers) and coupons, and events of discounts; - reads standard input',
      ['-'],
    )
    .option('--policy <file>', 'the policy, for its time zone (default: the built-in one)')
    .option('--adapter <file>', 'the adapter, for its exponents (default: those of the system)')
    .action(run);
