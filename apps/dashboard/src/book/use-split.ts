import { address } from '../address/navigation.ts';
import { useAnswer } from '../data/use-answer.ts';

/** The dimension by which a view splits the book: the one of the address, else the first that is not the whole. */
export const useSplit = (): string | null => {
  const dimensions = useAnswer('dimensions', {});
  const first = dimensions.value?.data.find(({ dimension }) => dimension !== 'all');
  return address.value.dimension ?? first?.dimension ?? null;
};
