import { countInWords } from '@app/domain';
import { PostgresRefusedEvents } from '@app/persistence';
import { refusedRecord } from '@app/processing';
import { Command } from 'commander';
import { booksOption, databaseOption, type StoreOptions } from '../options/store-options.ts';
import { assertWritable, lineWriter } from '../replay/line-writer.ts';
import { withExistingStore } from '../store/existing-store.ts';
import { exportLine } from './export-line.ts';
import { addRefusedOptions, askedIn, type RefusedOptions } from './refused-options.ts';

type Options = RefusedOptions & StoreOptions & Readonly<{ out: string }>;

export const exportCommand = (): Command =>
  addRefusedOptions(
    new Command('export').description(
      'write the refused events that wait to a file, a line each, to be mended and sent again by acv refused redrive --input',
    ),
  )
    .requiredOption('--out <file>', 'the file; - writes to standard output')
    .addOption(booksOption())
    .addOption(databaseOption())
    .action(async ({ out, ...options }: Options) => {
      const asked = { ...askedIn(options), state: 'waiting' as const };
      await assertWritable('--out', out);
      const count = await withExistingStore(options, async ({ database }) => {
        const refused = new PostgresRefusedEvents(database);
        // The first refused first, as they would be sent again.
        const found = (await refused.list(asked)).toReversed();
        const lines = lineWriter(out);
        for (const { id } of found) {
          const record = await refused.record(id);
          if (record !== null) await lines.write([exportLine(refusedRecord(record))]);
        }
        await lines.close();
        return found.length;
      });
      process.stderr.write(`${countInWords(count, 'refused event')} written\n`);
    });
