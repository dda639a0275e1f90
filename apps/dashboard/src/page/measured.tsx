import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Draws its children at the width that there is, because a picture that is scaled has texts of any size. */
export const Measured = ({ children }: { children: (width: number) => ComponentChildren }) => {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    setWidth(Math.floor(element.current.getBoundingClientRect().width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div class="measured" ref={element}>
      {width > 0 && children(width)}
    </div>
  );
};
