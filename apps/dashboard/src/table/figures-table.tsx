import type { ComponentChildren } from 'preact';
import { address, go } from '../address/navigation.ts';
import { type MeaningName, type NamedFigure, WhatIs } from '../figures/what-is.tsx';

export type Column<T> = Readonly<{
  title: string;
  cell: (row: T) => ComponentChildren;
  /** Text stands at the left, figures at the right. */
  isText?: boolean;
  /** The name by which the address sorts. Without one the column can't be sorted by. */
  sort?: string;
  /** The figure of the column, so that a reader can ask what it is. */
  figure?: MeaningName;
}>;

type FiguresTableProps<T> = Readonly<{
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** Whether a row is the one that the page is about. */
  isChosen?: (row: T) => boolean;
  /** How the rows are sorted where the address does not say. */
  sortedBy?: string;
  /** Said instead of an empty table. */
  empty: string;
}>;

const ARIA = { ascending: '↑', descending: '↓', none: '' } as const;

const directionOf = (sort: string | undefined, instead: string | undefined): keyof typeof ARIA => {
  const chosen = address.value.sort ?? instead;
  if (sort === undefined || (chosen !== sort && chosen !== `-${sort}`)) return 'none';
  return chosen === sort ? 'ascending' : 'descending';
};

/** Sorts by this column, the largest first; again, the other way round. */
const Sorter = ({ title, sort, sortedBy }: { title: string; sort: string; sortedBy: string | undefined }) => (
  <button
    type="button"
    class="link"
    onClick={() => go({ sort: directionOf(sort, sortedBy) === 'descending' ? sort : `-${sort}` }, 'replace')}
  >
    {title} {ARIA[directionOf(sort, sortedBy)]}
  </button>
);

const figuresOf = <T,>(columns: readonly Column<T>[]): readonly NamedFigure[] =>
  columns.flatMap(({ title, figure }) => (figure === undefined ? [] : [{ title, name: figure }]));

/** A table of rows. The first column names the row. */
export const FiguresTable = <T,>({ caption, columns, rows, keyOf, isChosen, sortedBy, empty }: FiguresTableProps<T>) =>
  rows.length === 0 ? (
    <p class="quiet">{empty}</p>
  ) : (
    <>
      <p class="caption">{caption}</p>
      {figuresOf(columns).length > 0 && <WhatIs figures={figuresOf(columns)} />}
      <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
        <table class="figures-table" aria-label={caption}>
          <thead>
            <tr>
              {columns.map(({ title, isText, sort }) => (
                <th
                  key={title}
                  scope="col"
                  class={isText ? 'text' : undefined}
                  {...(sort !== undefined && { 'aria-sort': directionOf(sort, sortedBy) })}
                >
                  {sort === undefined ? title : <Sorter title={title} sort={sort} sortedBy={sortedBy} />}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)} {...(isChosen?.(row) && { 'aria-current': 'true' as const })}>
                {columns.map(({ title, cell, isText }, index) =>
                  index === 0 ? (
                    <th key={title} scope="row">
                      {cell(row)}
                    </th>
                  ) : (
                    <td key={title} class={isText ? 'text' : undefined}>
                      {cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
