import { useAnswer } from '../data/use-answer.ts';

/** Whether a dimension is an attribute of contracts, by which their lists can be filtered. */
export const useIsAttribute = (dimension: string): boolean => {
  const dimensions = useAnswer('dimensions', {});
  return dimensions.value?.data.find(({ dimension: name }) => name === dimension)?.kind === 'attribute';
};
