import { productJson } from '@app/processing';
import { PRODUCT, PRODUCTS_ANSWER, PRODUCTS_QUERY, type ProductsAnswer, type ProductsQuery } from '@app/wire/answers';
import { Controller, Inject, Query } from '@nestjs/common';
import { Reading } from '../reading/reading.ts';
import { Read } from '../routes/read.ts';

@Controller('api/v1')
export class ProductsController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Read('products', {
    id: 'readProducts',
    summary: 'ARR and customers of each product',
    answer: PRODUCTS_ANSWER,
    item: PRODUCT,
    upTo: 'on',
  })
  products(@Query({ schema: PRODUCTS_QUERY }) { on }: ProductsQuery): Promise<ProductsAnswer> {
    return this.reading.run(async ({ products, at: { policy } }) => {
      const { day, rows } = await products.on(on ?? null);
      return {
        day,
        reporting_currency: policy.reportingCurrency,
        data: rows.map((row) => productJson(day, row)),
        next_cursor: null,
      };
    });
  }
}
