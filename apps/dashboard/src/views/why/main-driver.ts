import type { MovedCustomer } from '@app/wire/answers';
import { drawn } from '@app/wording';

type Driver = Readonly<{ name: string; value: string }>;

/** The driver of a change that is largest in size; null for customers that came or went. */
export const mainDriver = (drivers: MovedCustomer['drivers']): Driver | null =>
  Object.entries(drivers ?? {})
    .map(([name, value]) => ({ name, value }))
    .reduce<Driver | null>((largest, driver) => {
      const size = Math.abs(drawn(driver.value) ?? 0);
      if (size === 0) return largest;
      return largest === null || size > Math.abs(Number(largest.value)) ? driver : largest;
    }, null);
