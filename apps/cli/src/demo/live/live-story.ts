import { join } from 'node:path';
import { type CivilDate, dayIn, type FxRate } from '@app/domain';
import { eventFiles, readRatesFile } from '@app/host';
import type { IncomingBatch, ReplaySource } from '@app/processing';
import { isRefusal, readEvent } from '@app/wire';
import { samplesFolder } from '../samples-folder.ts';

/** One event of the story, the day on which it is recorded, and the exchange rates that are known since then. */
export type LiveStep = Readonly<{ batch: IncomingBatch; day: CivilDate; rates: readonly FxRate[] }>;

const recordedDay = (batch: IncomingBatch): CivilDate => {
  const [record] = batch.records;
  const event = record === undefined ? null : readEvent(record);
  const day = event === null || isRefusal(event) ? null : dayIn('UTC', event.recordedAt);
  if (day === null) throw new Error(`${batch.nextPosition} lines of the live events end with one that is no event`);
  return day;
};

/** A batch of each record: the story goes on event by event. */
async function* oneByOne(source: ReplaySource): AsyncGenerator<IncomingBatch> {
  for await (const { batch } of source) {
    for (const record of batch.records) {
      yield { ...batch, records: [record], nextPosition: record.position + 1n };
    }
  }
}

/** How the story of the sample book goes on after its last day. */
export async function* liveStory(): AsyncGenerator<LiveStep> {
  const samples = samplesFolder();
  let coming = await readRatesFile('demo', join(samples, 'live-rates.csv'));
  for await (const batch of oneByOne(await eventFiles('demo', [join(samples, 'live-events.jsonl.gz')]))) {
    const day = recordedDay(batch);
    yield { batch, day, rates: coming.filter(({ date }) => date <= day) };
    coming = coming.filter(({ date }) => date > day);
  }
}
