import { plain, type ProductRate } from '@app/domain';

/** Kind, product, annual gross and net, quantity. */
type Whole = readonly [string, string, string, string, string];
/** Net as gross. */
type Undiscounted = readonly [string, string, string, string];
/** Recurring, net as gross: most products of most books. */
type Plainest = readonly [string, string, string];

type ProductJson = Whole | Undiscounted | Plainest;

/** What a span keeps of a product, amounts in plain decimal notation. */
export type StoredProduct = Readonly<Record<'kind' | 'product' | 'gross' | 'net' | 'quantity', string>>;

const productJson = (rate: ProductRate): ProductJson => {
  const { kind, product } = rate;
  const [gross, net, quantity] = [plain(rate.gross), plain(rate.net), plain(rate.quantity)];
  if (gross !== net) return [kind, product, gross, net, quantity];
  return kind === 'recurring' ? [product, gross, quantity] : [kind, product, gross, quantity];
};

const productFrom = (json: ProductJson): StoredProduct => {
  switch (json.length) {
    case 3: {
      const [product, gross, quantity] = json;
      return { kind: 'recurring', product, gross, net: gross, quantity };
    }
    case 4: {
      const [kind, product, gross, quantity] = json;
      return { kind, product, gross, net: gross, quantity };
    }
    case 5: {
      const [kind, product, gross, net, quantity] = json;
      return { kind, product, gross, net, quantity };
    }
  }
};

/** The products of a span in as few letters as tell them, for there is a span for nearly every event. */
export const productsText = (products: readonly ProductRate[]): string => JSON.stringify(products.map(productJson));

/** The store holds no other JSON here than what a fold wrote. */
export const productsFrom = (text: string): readonly StoredProduct[] =>
  (JSON.parse(text) as readonly ProductJson[]).map(productFrom);
