import { useEffect, useRef } from 'preact/hooks';
import { search } from '../address/search.ts';
import type { Book } from '../book/book.ts';
import { movePeriod } from './period-picker.tsx';

const KEYS = [
  ['←', 'the period before'],
  ['→', 'the period after'],
  ['/', 'search contracts'],
  ['?', 'this list'],
  ['Esc', 'close'],
] as const;

/** A dialog that was closed keeps the focus until the next frame, and nobody types in it. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, select, textarea, dialog[open]') !== null;

/** Whether the arrow keys scroll what has the focus sideways, such as a wide table. */
const isScrolled = (target: EventTarget | null): boolean => {
  const scrolled = target instanceof HTMLElement ? target.closest('.scroll, .chart-scroll, pre') : null;
  return scrolled !== null && scrolled.scrollWidth > scrolled.clientWidth;
};

/** Keys that work everywhere but in a field, and the list of them. */
export const Keys = ({ book }: { book: Book | null }) => {
  const list = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const act = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') list.current?.showModal();
      else if (event.key === '/') search();
      else if (isScrolled(event.target)) return;
      else if (event.key === 'ArrowLeft' && book) movePeriod(book, -1);
      else if (event.key === 'ArrowRight' && book) movePeriod(book, 1);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', act);
    return () => removeEventListener('keydown', act);
  }, [book]);
  return (
    <dialog ref={list} aria-label="Keys">
      <h2>Keys</h2>
      <dl class="keys">
        {KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
};
