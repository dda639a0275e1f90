import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { View } from '../address/address.ts';
import { Overview } from '../views/overview/overview.tsx';

type Load = () => Promise<ComponentType>;

/** Views that are loaded when they are first opened. The overview comes with the page. */
const LOADS: Readonly<Record<Exclude<View, 'overview'>, Load>> = {
  why: async () => (await import('../views/why/why.tsx')).default,
  segments: async () => (await import('../views/segments/segments.tsx')).default,
  deals: async () => (await import('../views/deals/deals.tsx')).default,
  concentration: async () => (await import('../views/concentration/concentration.tsx')).default,
  ahead: async () => (await import('../views/ahead/ahead.tsx')).default,
  contracts: async () => (await import('../views/contracts/contracts.tsx')).default,
  data: async () => (await import('../views/data/data.tsx')).default,
};

const loaded = new Map<View, ComponentType>([['overview', Overview]]);

/** The view, once its code is there. The former one is gone by then, so a word says what is coming. */
export const ViewLoader = ({ view }: { view: View }) => {
  const [, setCount] = useState(loaded.size);
  const [fault, setFault] = useState<Error | null>(null);
  useEffect(() => {
    if (view === 'overview' || loaded.has(view)) return;
    LOADS[view]().then(
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
