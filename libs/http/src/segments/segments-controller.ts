import { type Segment, SEGMENT, SEGMENTS_QUERY, type SegmentsQuery } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { List } from '../lists/list.ts';
import { type Listing, pageOf } from '../lists/listing.ts';
import { type PlaceKey, PLACE_KEY } from '../lists/place-key.ts';
import { Reading } from '../reading/reading.ts';

@Controller('api/v1')
export class SegmentsController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @List('segments', {
    id: 'listSegments',
    summary: 'The segments of a dimension that were reported in any period',
    item: SEGMENT,
    key: PLACE_KEY,
  })
  segments(@Query({ schema: SEGMENTS_QUERY }) { dimension }: SegmentsQuery): Listing<Segment, PlaceKey> {
    return (asked) =>
      this.reading.run(async ({ segments }) => {
        const found = await segments.of(dimension);
        return pageOf(
          found.map((segment) => ({ dimension, segment })),
          asked,
        );
      });
  }
}
