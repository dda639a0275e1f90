import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type View, VIEWS } from '../address/address.ts';
import { Overview } from '../views/overview/overview.tsx';

type Load = () => Promise<ComponentType>;

/** Views that are loaded when they are first opened. The overview comes with the page. */
const LOADS: Readonly<Partial<Record<View, Load>>> = {};

const loaded = new Map<View, ComponentType>([['overview', Overview]]);

/** The views that there are, in their order. */
export const OPENED: readonly View[] = VIEWS.filter((view) => view === 'overview' || LOADS[view] !== undefined);

/** The view, once its code is there. The former one is gone by then, so a word says what is coming. */
export const ViewLoader = ({ view }: { view: View }) => {
  const [, setCount] = useState(loaded.size);
  useEffect(() => {
    if (loaded.has(view)) return;
    void LOADS[view]?.().then((component) => {
      loaded.set(view, component);
      setCount(loaded.size);
    });
  }, [view]);
  const Shown = loaded.get(view);
  return Shown ? <Shown /> : <p class="quiet">Opening…</p>;
};
