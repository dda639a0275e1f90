import { extentWithZero } from './extent.ts';
import { Sparkline } from './sparkline.tsx';

/** `title` is what the name is called for people, `text` the last value, shown beside it. */
export type Multiple = Readonly<{
  name: string;
  title: string;
  text: string;
  values: readonly (number | null)[];
  label: string;
}>;

export type SmallMultiplesProps = Readonly<{
  multiples: readonly Multiple[];
  width: number;
  height: number;
  /** Whether the one with this name is marked. */
  chosen?: string;
  onPick?: (name: string) => void;
}>;

/** One small line for each name, all on one scale from zero, so that heights can be compared. */
export const SmallMultiples = ({ multiples, width, height, chosen, onPick }: SmallMultiplesProps) => {
  const range = extentWithZero(multiples.flatMap(({ values }) => values));
  return (
    <ul class="multiples">
      {multiples.map(({ name, title, text, values, label }) => (
        <li key={name} class={name === chosen ? 'chosen' : undefined}>
          <span class="multiple-name">
            {onPick ? (
              <button type="button" class="link" aria-pressed={name === chosen} onClick={() => onPick(name)}>
                {title}
              </button>
            ) : (
              title
            )}{' '}
            <b>{text}</b>
          </span>
          <Sparkline label={label} values={values} range={range} width={width} height={height} />
        </li>
      ))}
    </ul>
  );
};
