import { dimensionName } from '../book/dimension-name.ts';
import { segmentName } from '../book/segment-name.ts';
import { go } from '../address/navigation.ts';
import { useAnswer } from '../data/use-answer.ts';

type SegmentPickerProps = Readonly<{ dimension: string; segment: string }>;

const ALL = 'all';

/** Chooses a dimension and a segment of it. A dimension without a segment shows the whole book. */
export const SegmentPicker = ({ dimension, segment }: SegmentPickerProps) => {
  const dimensions = useAnswer('dimensions', {});
  const segments = useAnswer('segments', dimension === ALL ? null : { dimension });
  return (
    <>
      <label class="control">
        <span>Split</span>
        <select
          value={dimension}
          onChange={({ currentTarget: { value } }) => go({ dimension: value === ALL ? undefined : value })}
        >
          {(dimensions.value?.data ?? [{ dimension }]).map(({ dimension: name }) => (
            <option key={name} value={name}>
              {dimensionName(name)}
            </option>
          ))}
        </select>
      </label>
      {dimension !== ALL && (
        <label class="control">
          <span>Segment</span>
          <select value={segment} onChange={({ currentTarget: { value } }) => go({ segment: value || undefined })}>
            <option value="">whole book</option>
            {(segments.value?.data ?? []).map(({ segment: name }) => (
              <option key={name} value={name}>
                {segmentName(dimension, name)}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
};
