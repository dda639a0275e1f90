import { addDays, addMonths, type CivilDate, civilDate, later } from '../../libs/domain/src/calendar/civil-date.ts';

export { addDays, addMonths, civilDate, type CivilDate, later };

/** The sample covers these two years. Older contracts are taken over on the first day; nothing later is in it. */
export const FIRST_DAY = civilDate(2024, 1, 1);
export const LAST_DAY = civilDate(2025, 12, 31);
/** The story goes on until this day in the live events, which the demo plays once the sample has been read. */
export const LAST_LIVE_DAY = civilDate(2026, 3, 31);

/** From this day on prices are higher. */
export const PRICE_RISE = civilDate(2025, 1, 1);
/** From this day on discounts are deep, deals are small, and most new customers are self-serve. */
export const DOWNTURN = civilDate(2025, 7, 1);
