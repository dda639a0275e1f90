import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type View, VIEWS } from '../address/address.ts';
import { Overview } from '../views/overview/overview.tsx';

type Load = () => Promise<ComponentType>;

/** Views that are loaded when they are first opened. The overview comes with the page. */
const LOADS: Readonly<Partial<Record<View, Load>>> = {
  why: async () => (await import('../views/why/why.tsx')).default,
  segments: async () => (await import('../views/segments/segments.tsx')).default,
};

const loaded = new Map<View, ComponentType>([['overview', Overview]]);

/** The views that there are, in their order. */
export const OPENED: readonly View[] = VIEWS.filter((view) => view === 'overview' || LOADS[view] !== undefined);

/** The view, once its code is there. The former one is gone by then, so a word says what is coming. */
export const ViewLoader = ({ view }: { view: View }) => {
  const [, setCount] = useState(loaded.size);
  const [fault, setFault] = useState<Error | null>(null);
  useEffect(() => {
    if (loaded.has(view)) return;
    LOADS[view]?.().then(
      (component) => {
        loaded.set(view, component);
        setCount(loaded.size);
      },
      (error: Error) => setFault(error),
    );
  }, [view]);
  // The boundary around the view says that it can't be drawn, and offers to load the page again.
  if (fault !== null) throw fault;
  const Shown = loaded.get(view);
  return Shown ? <Shown /> : <p class="quiet">Opening…</p>;
};
