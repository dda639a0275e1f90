import { UsageError } from '@app/host';
import { reportPage } from '@app/report';
import { Command } from 'commander';
import { grainAsked } from '../options/period-options.ts';
import { assertReported } from '../options/segment-options.ts';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { assertWritable, writeLines } from '../replay/line-writer.ts';
import { withExistingStore } from '../store/existing-store.ts';

type Options = StoreOptions & Readonly<{ period: string; out: string; by?: string; locale: string }>;

/** Throws `UsageError` if the tag is no language tag. */
const localeFrom = (tag: string): string => {
  try {
    return new Intl.Locale(tag).toString();
  } catch (cause) {
    throw new UsageError(`--locale: ${tag} is not a language tag, such as en-US`, { cause });
  }
};

export const reportCommand = (): Command =>
  new Command('report')
    .description('write the report of a period: one HTML file of two printed pages, for a board pack')
    .requiredOption('--period <label>', '2025-03, 2025-Q1 or 2025')
    .requiredOption('--out <file>', 'the HTML file; - writes to standard output')
    .option('--by <dimension>', 'the dimension whose segments are listed (default: the first of the policy)')
    .option('--locale <tag>', 'how figures and days are written: en-US, de-DE', 'en-US')
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async ({ period: label, out, by, locale, ...store }: Options) => {
      grainAsked(label, undefined);
      const language = localeFrom(locale);
      await assertWritable('--out', out);
      // Loaded here, because no other command needs what the API answers with.
      const { gatheredReport } = await import('./gathered-report.ts');
      const content = await withExistingStore(store, (existing) => {
        if (by !== undefined) assertReported(by, existing.at.policy, '--by');
        return gatheredReport(existing, { period: label, dimension: by ?? null });
      });
      const page = reportPage(content, language);
      await writeLines(out, [page.trimEnd()]);
      if (out !== '-') process.stderr.write(`the report of ${label} is in ${out}\n`);
    });
