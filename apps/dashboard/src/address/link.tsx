import type { ComponentChildren } from 'preact';
import { changed, type Changes, formatAddress } from './address.ts';
import { address, go } from './navigation.ts';

type LinkProps = Readonly<{
  to: Changes;
  class?: string;
  'aria-current'?: 'page' | undefined;
  'aria-describedby'?: string;
  title?: string;
  children: ComponentChildren;
}>;

/** A link to another picture of the page. It opens in a new tab like any link. */
export const Link = ({ to, children, ...rest }: LinkProps) => (
  <a
    {...rest}
    href={formatAddress(changed(address.value, to))}
    onClick={(event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      go(to);
    }}
  >
    {children}
  </a>
);
