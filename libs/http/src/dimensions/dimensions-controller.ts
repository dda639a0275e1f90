import { ALL, dimensionsOf } from '@app/domain';
import { type Dimension, DIMENSION, DIMENSIONS_QUERY } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { List } from '../lists/list.ts';
import { type Listing, pageOf } from '../lists/listing.ts';
import { type PlaceKey, PLACE_KEY } from '../lists/place-key.ts';
import { Reading } from '../reading/reading.ts';

const kindOf = (dimension: string): Dimension['kind'] =>
  dimension === ALL || dimension === 'cohort' || dimension === 'acv_band' ? dimension : 'attribute';

@Controller('api/v1')
export class DimensionsController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @List('dimensions', {
    id: 'listDimensions',
    summary: 'The dimensions by which figures are divided',
    item: DIMENSION,
    key: PLACE_KEY,
  })
  dimensions(@Query({ schema: DIMENSIONS_QUERY }) _query: unknown): Listing<Dimension, PlaceKey> {
    return (asked) =>
      this.reading.run(({ at: { policy } }) =>
        Promise.resolve(
          pageOf(
            dimensionsOf(policy).map((dimension) => ({ dimension, kind: kindOf(dimension) })),
            asked,
          ),
        ),
      );
  }
}
