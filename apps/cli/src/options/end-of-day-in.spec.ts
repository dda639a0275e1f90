import { describe, expect, it } from '@jest/globals';
import type { CivilDate } from '@app/domain';
import { endOfDayIn } from './end-of-day-in.ts';

describe('endOfDayIn', () => {
  it.each([
    ['UTC', '2024-02-29', '2024-02-29T23:59:59.999Z'],
    ['Pacific/Kiritimati', '2024-12-31', '2024-12-31T09:59:59.999Z'],
    ['Pacific/Pago_Pago', '2024-12-31', '2025-01-01T10:59:59.999Z'],
    // Both days on which daylight saving changes.
    ['Europe/Berlin', '2025-03-30', '2025-03-30T21:59:59.999Z'],
    ['America/New_York', '2025-11-02', '2025-11-03T04:59:59.999Z'],
    // The zone left this day out, so it ends with the day before.
    ['Pacific/Apia', '2011-12-30', '2011-12-30T09:59:59.999Z'],
  ])('is the last millisecond of the day in the zone: %s %s', (timezone, day, end) => {
    expect(endOfDayIn(timezone, day as CivilDate).toISOString()).toBe(end);
  });
});
