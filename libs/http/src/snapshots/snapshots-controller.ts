import { type ReportedSnapshot, revisionFields } from '@app/processing';
import { SNAPSHOT_PART, SNAPSHOTS_QUERY, type SnapshotsQuery } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { List } from '../lists/list.ts';
import type { Listing } from '../lists/listing.ts';
import { Reading } from '../reading/reading.ts';
import { type Key, keyOf } from '../lists/text-key.ts';

type Row = Readonly<Record<string, unknown>>;

/** The record as it was published, or of its figures only those that are asked for. */
const rowOf = ({ revision, content }: ReportedSnapshot, fields: SnapshotsQuery['fields']): Row => {
  const { missing_fx, signals, ...rest } = content;
  const whole: Row = { ...revisionFields(revision), ...rest, missing_fx, signals };
  if (fields === undefined) return whole;
  const wanted = new Set<string>(fields);
  const names = Object.keys(SNAPSHOT_PART.shape).filter((name) => !OPTIONAL.has(name) || wanted.has(name));
  return Object.fromEntries(names.map((name) => [name, whole[name]]));
};

const OPTIONAL: ReadonlySet<string> = new Set(
  Object.entries(SNAPSHOT_PART.shape).flatMap(([name, field]) => (field.safeParse(undefined).success ? [name] : [])),
);

@Controller('api/v1')
export class SnapshotsController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @List('snapshots', {
    id: 'listSnapshots',
    summary: 'The snapshots as they are reported now, or as they were known at an instant',
    item: SNAPSHOT_PART,
    key: keyOf(3),
  })
  snapshots(@Query({ schema: SNAPSHOTS_QUERY }) query: SnapshotsQuery): Listing<Row, Key> {
    const question = {
      grain: query.grain ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
      dimensions: query.dimension ?? null,
      segments: query.segment ?? null,
      knownAt: query.known_at ?? null,
    };
    return (asked) =>
      this.reading.run(async ({ snapshots }) => {
        const { rows, next } = await snapshots.page(question, asked);
        return { rows: rows.map((snapshot) => rowOf(snapshot, query.fields)), next };
      });
  }
}
