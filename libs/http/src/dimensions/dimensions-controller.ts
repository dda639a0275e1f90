import { ALL, dimensionsOf } from '@app/domain';
import { type Dimension, DIMENSION, DIMENSIONS_QUERY } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { List } from '../lists/list.ts';
import { type Listing, pageOf } from '../lists/listing.ts';
import { Reading } from '../reading/reading.ts';

/** A list that is known as a whole: its key is the number of a row. */
type Key = readonly [number];

const kindOf = (dimension: string): Dimension['kind'] =>
  dimension === ALL || dimension === 'cohort' || dimension === 'acv_band' ? dimension : 'attribute';

@Controller('api/v1')
export class DimensionsController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @List('dimensions', {
    id: 'listDimensions',
    summary: 'The dimensions by which figures are divided',
    item: DIMENSION,
    key: z.tuple([z.int().min(0)]),
  })
  dimensions(@Query({ schema: DIMENSIONS_QUERY }) _query: unknown): Listing<Dimension, Key> {
    return (asked) =>
      this.reading.run(async ({ policy }) => {
        const dimensions = dimensionsOf((await policy()).policy);
        return pageOf(
          dimensions.map((dimension) => ({ dimension, kind: kindOf(dimension) })),
          asked,
        );
      });
  }
}
