import { dimensionsOf } from '@app/domain';
import { Controller, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { List } from '../lists/list.ts';
import { type Listing, pageOf } from '../lists/listing.ts';
import { paging } from '../lists/paging.ts';
import { Reading } from '../reading/reading.ts';

const DimensionsQuery = z.strictObject(paging);

const Dimension = z.object({ dimension: z.string() }).meta({ id: 'Dimension' });

type Dimension = z.infer<typeof Dimension>;

/** A list that is known as a whole: its key is the number of a row. */
type Key = readonly [number];

@Controller('api/v1')
export class DimensionsController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @List('dimensions', {
    id: 'listDimensions',
    summary: 'The dimensions by which figures are divided',
    item: Dimension,
    key: z.tuple([z.int().min(0)]),
  })
  dimensions(@Query({ schema: DimensionsQuery }) _query: unknown): Listing<Dimension, Key> {
    return (asked) =>
      this.reading.run(async ({ policy }) => {
        const dimensions = dimensionsOf((await policy()).policy);
        return pageOf(
          dimensions.map((dimension) => ({ dimension })),
          asked,
        );
      });
  }
}
