import { useEffect, useRef, useState } from 'preact/hooks';
import { address, go } from '../../address/navigation.ts';
import { isSearchWanted } from '../../address/search.ts';

const SORTS = [
  ['-arr', 'the largest first'],
  ['contract_id', 'by contract'],
  ['customer_id', 'by customer'],
  ['term_end', 'the next to end first'],
] as const;
type Sort = (typeof SORTS)[number][0];

/** The order of the address, or that of the largest first where it names none of a list of contracts. */
export const contractSort = (sort: string | undefined): Sort => SORTS.find(([name]) => name === sort)?.[0] ?? '-arr';

/** Each pause of this length in typing is a question to the server. */
const PAUSE_MS = 250;

const Search = () => {
  const stated = address.value.query ?? '';
  const [text, setText] = useState(stated);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setText(stated), [stated]);
  useEffect(() => {
    if (!isSearchWanted.value) return;
    isSearchWanted.value = false;
    field.current?.focus();
  }, [isSearchWanted.value]);
  useEffect(() => {
    const pause = setTimeout(() => go({ query: text.trim() || undefined }, 'replace'), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [text]);
  return (
    <label>
      Search ids and attributes
      <input
        id="search"
        type="search"
        ref={field}
        value={text}
        onInput={({ currentTarget: { value } }) => setText(value)}
      />
    </label>
  );
};

export const DayField = ({ day }: { day: string }) => (
  <label>
    On
    <input
      type="date"
      value={day}
      onChange={({ currentTarget: { value } }) => go({ on: /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined })}
    />
  </label>
);

export const ContractFilter = ({ day, isSearchable }: { day: string; isSearchable: boolean }) => (
  <div class="form">
    {isSearchable && <Search />}
    <DayField day={day} />
    <label>
      Order
      <select
        value={contractSort(address.value.sort)}
        onChange={({ currentTarget: { value } }) => go({ sort: value === '-arr' ? undefined : value }, 'replace')}
      >
        {SORTS.map(([sort, name]) => (
          <option key={sort} value={sort}>
            {name}
          </option>
        ))}
      </select>
    </label>
  </div>
);
