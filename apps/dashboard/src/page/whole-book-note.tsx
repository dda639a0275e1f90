import { Link } from '../address/link.tsx';
import { useBook } from '../book/book.ts';
import { subjectOf } from '../book/subject.ts';
import { useIsAttribute } from '../book/use-is-attribute.ts';

/** Says that a list has the whole book, where a segment is chosen and the list can't be limited to it. */
export const WholeBookNote = () => {
  const { dimension, segment } = useBook();
  const isAttribute = useIsAttribute(dimension);
  if (segment === 'all') return null;
  return (
    <p class="note">
      This list covers the whole book: it can’t be limited to {subjectOf({ dimension, segment })}.{' '}
      {isAttribute && (
        <Link to={{ view: 'contracts', contract: undefined, customer: undefined }}>
          Contracts of {subjectOf({ dimension, segment })}
        </Link>
      )}
    </p>
  );
};
